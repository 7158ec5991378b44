package dev.muster.region;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.muster.region.boot.BootPolicy;
import dev.muster.region.node.Node;
import jakarta.persistence.Entity;
import java.nio.file.Files;

/// Holds the walls between the features of the region. The compiler keeps package-private types at home.
@AnalyzeClasses(packages = "dev.muster.region", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("dev.muster.region.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule LINES_ARE_LOGGED_ONE_WAY = noClasses()
            .should()
            .dependOnClassesThat(
                    equivalentTo(System.Logger.class).or(resideInAnyPackage("java.util.logging..", "org.slf4j..")));

    @ArchTest
    static final ArchRule ROWS_STAY_AT_HOME = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .notBePublic()
            .andShould()
            .haveSimpleNameEndingWith("Row");

    @ArchTest
    static final ArchRule ROWS_LEAVE_THROUGH_NO_PUBLIC_METHOD = classes()
            .that()
            .areNotAnnotatedWith(Entity.class)
            .should(new ArchCondition<>("not show rows") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
                        return;
                    }
                    type.getMethods().stream()
                            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                            .filter(method -> method.getRawReturnType().isAnnotatedWith(Entity.class))
                            .forEach(method -> events.add(SimpleConditionEvent.violated(method, method.getFullName())));
                }
            });

    @ArchTest
    static final ArchRule RECORDS_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .areRecords()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..",
                    "jakarta.ws.rs..",
                    "jakarta.enterprise..",
                    "org.hibernate..",
                    "io.quarkus..",
                    "io.vertx..");

    @ArchTest
    static final ArchRule RESOURCES_DO_NOT_TOUCH_THE_DATABASE = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.hibernate..");

    @ArchTest
    static final ArchRule REFUSALS_KNOW_THE_JDK_ONLY = classes()
            .that()
            .resideInAPackage("dev.muster.region.refusal..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.muster.region.refusal..", "java..", "org.jspecify..");

    /// The domain throws a `RefusedException`; what a client sees of it is said in one place.
    @ArchTest
    static final ArchRule HTTP_STAYS_WITH_THOSE_WHO_SPEAK_IT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.muster.region.api..")
            .and()
            .haveNameNotMatching(".*(Resource|Filter|NodeMetadata|MetadataRequest|MetadataVersions)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule SECRETS_OUTBOX_AND_FEED_KNOW_NO_FEATURE = noClasses()
            .that()
            .resideInAnyPackage("dev.muster.region.secrets..", "dev.muster.region.outbox..", "dev.muster.region.feed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.muster.region.api..",
                    "dev.muster.region.auth..",
                    "dev.muster.region.node..",
                    "dev.muster.region.enlist..",
                    "dev.muster.region.cluster..",
                    "dev.muster.region.network..",
                    "dev.muster.region.boot..",
                    "dev.muster.region.events..");

    @ArchTest
    static final ArchRule NODES_DO_NOT_KNOW_WHO_MAKES_THEM = noClasses()
            .that()
            .resideInAPackage("dev.muster.region.node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.muster.region.enlist..", "dev.muster.region.cluster..", "dev.muster.region.boot..");

    /// Status and netboot are read once; preseed, user-data and what is awaited follow from the purpose.
    @ArchTest
    static final ArchRule ONE_CLASS_DECIDES_WHAT_A_MACHINE_BOOTS = noClasses()
            .that()
            .doNotBelongToAnyOf(BootPolicy.class, Node.class)
            .and()
            .doNotHaveSimpleName("NodeJson")
            .should()
            .callMethod(Node.class, "netboot");

    /// A file that is written or moved by hand is not synced; see [dev.muster.model.file.AtomicFile].
    @ArchTest
    static final ArchRule FILES_ARE_REPLACED_IN_ONE_SYNCED_STEP = noClasses()
            .should()
            .callMethodWhere(
                    target(owner(equivalentTo(Files.class))).and(target(nameMatching("move|write|writeString"))));
}
