CALL fill_notes();
