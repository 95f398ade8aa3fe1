UPDATE ticket SET weight = weight + 1 WHERE weight >= 0;
