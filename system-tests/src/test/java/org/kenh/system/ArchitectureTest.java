package org.kenh.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The directions in which the parts of the house may know each other. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.kenh");

    /** Which packages alone may use a library; whoever else does is named. */
    private static final Map<String, List<String>> HOMES = Map.of(
            "io.netty.handler.codec.mqtt..", List.of("org.kenh.gateway.mqtt.."),
            "org.eclipse.californium..", List.of("org.kenh..coap.."),
            "org.eclipse.paho..", List.of("org.kenh.edge.uplink.mqtt.."),
            "java.sql..", List.of("org.kenh..timescale.."),
            "org.postgresql..", List.of("org.kenh..timescale.."),
            "org.jdbi..", List.of("org.kenh..timescale.."),
            "org.flywaydb..", List.of("org.kenh..timescale.."));

    @Test
    void modules_dependencies_flowTowardsTheModel() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("org.kenh.telemetry..")
                .layer("gateway")
                .definedBy("org.kenh.gateway..")
                .layer("ingest")
                .definedBy("org.kenh.ingest..")
                .layer("operations")
                .definedBy("org.kenh.operations..")
                .layer("edge")
                .definedBy("org.kenh.edge..")
                .whereLayer("edge")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("operations")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("ingest")
                .mayOnlyBeAccessedByLayers("operations")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("ingest", "operations")
                .check(PRODUCT);
    }

    @Test
    void ingest_ofTheGateway_knowsOnlyItsPorts() {
        noClasses()
                .that()
                .resideInAPackage("org.kenh.ingest..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.kenh.gateway..")
                        .and(DescribedPredicate.not(
                                resideInAnyPackage("org.kenh.gateway.intake..", "org.kenh.gateway.session.."))))
                .check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void library_outsideItsHome_isNotUsed(String library, List<String> homes) {
        home(library, homes).check(PRODUCT);
    }

    @Test
    void protocolAdapters_eachOther_doNotKnow() {
        slices().matching("org.kenh.gateway.(mqtt|coap|http)..")
                .should()
                .notDependOnEachOther()
                .check(PRODUCT);
    }

    @Test
    void edge_eventLoopAndDatabase_doesNotKnow() {
        noClasses()
                .that()
                .resideInAPackage("org.kenh.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "java.sql..")
                .check(PRODUCT);
    }

    @Test
    void domain_frameworks_doesNotKnow() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.kenh.telemetry",
                        "org.kenh.gateway.intake..",
                        "org.kenh.gateway.session..",
                        "org.kenh.ingest.registry..",
                        "org.kenh.ingest.series..",
                        "org.kenh.ingest.completeness..",
                        "org.kenh.ingest.presence..",
                        "org.kenh.ingest.live..",
                        "org.kenh.ingest.alarm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "com.fasterxml..", "javax.sql..", "java.sql..")
                .check(PRODUCT);
    }

    @Test
    void packages_names_tellTheirJob() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..manager..", "..impl..")
                .check(PRODUCT);
    }

    /** A rule that no class can break guards nothing: here the model stands where the database may be. */
    @Test
    void rule_whenBroken_fails() {
        assertThatThrownBy(() ->
                        home("java.sql..", List.of("org.kenh.telemetry..")).check(PRODUCT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("timescale");
        assertThat(PRODUCT.stream().map(JavaClass::getPackageName)).contains("org.kenh.gateway.mqtt");
    }

    static List<Arguments> homes() {
        return HOMES.entrySet().stream()
                .map(home -> Arguments.of(home.getKey(), home.getValue()))
                .toList();
    }

    private static ArchRule home(String library, List<String> homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
