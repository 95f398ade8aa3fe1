# One verb per need, each a line over Maven.
MVN ?= mvn -B -ntp

.PHONY: help review test corpus bench bench-compile format docs test-containers test-majors test-matrix install clean

help: ## lists the verbs
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

review: ## reviews the sample's pending migrations and writes target/migrationsafe
	$(MVN) -q test -pl sample-app -am -Dtest=MigrationsTest -Dsurefire.failIfNoSpecifiedTests=false

test: ## builds everything and runs all tests
	$(MVN) verify

corpus: ## compares every statement of the corpus with the manual and a measurement, on five majors
	$(MVN) -q install -pl core,junit-extension -Dtest=CorpusTest -Dsurefire.failIfNoSpecifiedTests=false -Dtests.majors=14,15,16,17,18 -DargLine=-Dcorpus.every=1

bench: ## prints what a review costs beside Flyway alone; takes minutes
	$(MVN) -q install -DskipTests
	$(MVN) -q -f benchmarks/pom.xml compile exec:exec

bench-compile: ## prints what the processor costs beside plain javac and Hibernate's own; takes minutes
	$(MVN) -q install -DskipTests
	$(MVN) -q -f benchmarks/pom.xml compile exec:exec -Dbenchmark=CompileBenchmark -Dbenchmark.heap=1g

format: ## formats all sources
	$(MVN) -q spotless:apply

docs: ## writes docs/rules anew from the rules and what they say on a real server
	$(MVN) -q install -DskipTests
	$(MVN) -q surefire:test -pl processor -Dtest=DesignRulesContractTest -Ddocs.write=true
	$(MVN) -q surefire:test -pl junit-extension -Dtest='MigrationRulesContractTest,DesignRulesOnCatalogueTest,SettingsTableTest' -Ddocs.write=true
	$(MVN) -q test -pl core -Dtest=RulePagesTest -DargLine=-Ddocs.write=true

test-containers: ## the tests that need Docker, under Testcontainers 1.21 and 2.0
	.ci/containers

test-majors: ## the rules' examples and the corpus on every major of PostgreSQL
	.ci/majors

test-matrix: ## the extension's tests under other versions of JUnit and Java
	.ci/matrix

install: ## installs the artifacts into the local repository, without tests
	$(MVN) -q install -DskipTests

clean: ## removes what was built
	$(MVN) -q clean
