package dev.muster.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The model is plain Java; annotations (decision 2) and the fields of log lines are the exceptions.
@AnalyzeClasses(packages = "dev.muster.model", importOptions = DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule dependsOnTheJdkOnly = classes()
            .that()
            .resideOutsideOfPackage("dev.muster.model.log")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "dev.muster.model..", "org.jspecify.annotations..", "com.fasterxml.jackson.annotation..");
}
