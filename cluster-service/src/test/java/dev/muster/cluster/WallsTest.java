package dev.muster.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.muster.cluster.iscsi.codec.Bytes;
import java.nio.file.Files;

/// The walls of this service.
@AnalyzeClasses(packages = "dev.muster.cluster", importOptions = DoNotIncludeTests.class)
class WallsTest {
    private static final String[] CONTAINER = {
        "io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile.."
    };

    /// The policy of iSCSI is two protocols, and so two packages.
    private static final String[] POLICIES = {"..policy", "..iscsi.scsi", "..iscsi.session"};

    private static final String[] CODECS_AND_POLICIES = {
        "..codec", "..policy", "..iscsi.scsi", "..iscsi.session", "..cluster.address"
    };

    @ArchTest
    static final ArchRule noPackageDependsOnItself =
            slices().matching("dev.muster.cluster.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule partsDoNotKnowTheWhole = noClasses()
            .that()
            .resideInAPackage("dev.muster.cluster.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.muster.cluster");

    @ArchTest
    static final ArchRule codecsAndPoliciesKnowNoSocket = noClasses()
            .that()
            .resideInAnyPackage(CODECS_AND_POLICIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..cluster.net..",
                    "..server..",
                    "io.netty.channel.epoll..",
                    "io.netty.channel.socket..",
                    "io.vertx..",
                    "java.nio.channels..");

    @ArchTest
    static final ArchRule codecsAndPoliciesKnowNoContainer = noClasses()
            .that()
            .resideInAnyPackage(CODECS_AND_POLICIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONTAINER);

    @ArchTest
    static final ArchRule codecsKnowNoPolicy = noClasses()
            .that()
            .resideInAPackage("..codec")
            .should()
            .dependOnClassesThat(resideInAnyPackage(POLICIES).or(resideInAPackage("..server")));

    /// SCSI does not know what carries it: of the PDUs' package it has the octets and nothing else.
    @ArchTest
    static final ArchRule scsiKnowsNoTransport = noClasses()
            .that()
            .resideInAPackage("..iscsi.scsi")
            .should()
            .dependOnClassesThat(resideInAPackage("..cluster..")
                    .and(resideOutsideOfPackage("..iscsi.scsi"))
                    .and(not(equivalentTo(Bytes.class))));

    @ArchTest
    static final ArchRule dhcpKnowsNoOtherProtocol = protocolAlone("dhcp", "dhcp6", "tftp", "iscsi", "syslog", "http");

    @ArchTest
    static final ArchRule dhcp6KnowsNoOtherProtocol = protocolAlone("dhcp6", "dhcp", "tftp", "iscsi", "syslog", "http");

    @ArchTest
    static final ArchRule tftpKnowsNoOtherProtocol = protocolAlone("tftp", "dhcp", "dhcp6", "iscsi", "syslog", "http");

    @ArchTest
    static final ArchRule iscsiKnowsNoOtherProtocol = protocolAlone("iscsi", "dhcp", "dhcp6", "tftp", "syslog", "http");

    @ArchTest
    static final ArchRule syslogKnowsNoOtherProtocol =
            protocolAlone("syslog", "dhcp", "dhcp6", "tftp", "iscsi", "http");

    @ArchTest
    static final ArchRule onlyNetBootstrapsNetty = noClasses()
            .that()
            .resideOutsideOfPackage("..cluster.net")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.bootstrap..");

    /// A file that is written or moved by hand is not synced; see [dev.muster.model.file.AtomicFile].
    @ArchTest
    static final ArchRule filesAreReplacedInOneSyncedStep = noClasses()
            .should()
            .callMethodWhere(target(owner(equivalentTo(Files.class))).and(target(nameMatching("move|writeString"))));

    @ArchTest
    static final ArchRule linesAreLoggedOneWay = noClasses()
            .should()
            .dependOnClassesThat(
                    equivalentTo(System.Logger.class).or(resideInAnyPackage("java.util.logging..", "org.slf4j..")));

    private static ArchRule protocolAlone(String protocol, String... others) {
        String[] packages = new String[others.length + 2];
        for (int index = 0; index < others.length; index++) {
            packages[index] = "..cluster." + others[index] + "..";
        }
        packages[others.length] = "..cluster.boot..";
        packages[others.length + 1] = "..cluster.region..";
        return noClasses()
                .that()
                .resideInAPackage("..cluster." + protocol + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
