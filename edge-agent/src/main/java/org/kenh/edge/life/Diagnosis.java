package org.kenh.edge.life;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.kenh.edge.life.Finding.Level;

/** All findings of an examination, for people and for programs. */
public record Diagnosis(List<Finding> findings) {
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Runs them one after the other. */
    public static Diagnosis of(List<Examination> examinations) {
        return new Diagnosis(examinations.stream()
                .flatMap(examination -> examination.examine().stream())
                .toList());
    }

    /** Whether nothing is wrong; warnings may be among the findings. */
    public boolean isHealthy() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.WRONG);
    }

    /** For people: Vietnamese, then English under it. */
    public void print(PrintWriter out) {
        for (Finding finding : findings) {
            out.println("[" + finding.level().words() + "] " + finding.part());
            out.println("    " + finding.what().vietnamese());
            out.println("    " + finding.what().english());
            if (!finding.remedy().vietnamese().isEmpty()) {
                out.println("    → " + finding.remedy().vietnamese());
                out.println("    → " + finding.remedy().english());
            }
        }
        out.println(
                isHealthy()
                        ? new Words("Không thấy hỏng hóc nào.", "Nothing is wrong.")
                        : new Words("Có chỗ hỏng, xem ở trên.", "Something is wrong, see above."));
    }

    /** For programs: {@code {"healthy":…,"findings":[{level,part,code,vi,en,remedyVi,remedyEn}]}}. */
    public void printJson(PrintWriter out) {
        List<FindingView> views = findings.stream()
                .map(finding -> new FindingView(
                        finding.level().name().toLowerCase(Locale.ROOT),
                        finding.part(),
                        finding.code(),
                        finding.what().vietnamese(),
                        finding.what().english(),
                        finding.remedy().vietnamese(),
                        finding.remedy().english()))
                .toList();
        out.println(LifeJson.text(new DiagnosisView(isHealthy(), views)));
    }

    record DiagnosisView(boolean healthy, List<FindingView> findings) {}

    record FindingView(
            String level, String part, String code, String vi, String en, String remedyVi, String remedyEn) {}
}
