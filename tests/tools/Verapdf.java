// Says whether a PDF file meets the profiles PDF/A-3a and PDF/UA-1, by veraPDF's own engine and rules.
// Prints one line per profile, and one per failed rule; the exit status is 0 only if both are met.

import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public class Verapdf {
    private static final String[][] PROFILES = {{"3a", "PDFA-3A"}, {"ua1", "PDFUA-1"}};

    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allMet = true;
        try {
            for (String[] profile : PROFILES) {
                allMet &= meets(arguments[0], profile[0], profile[1]);
            }
        } catch (Exception unreadable) {
            System.err.println("cannot be read as PDF: " + arguments[0] + ": " + unreadable.getMessage());
            allMet = false;
        }
        System.exit(allMet ? 0 : 1);
    }

    private static boolean meets(String file, String flavour, String rules) throws Exception {
        // The engine's directory of profiles is empty in this jar: the rules are read by name.
        String resource = "/org/verapdf/pdfa/validation/" + rules + ".xml";
        try (InputStream xml = Verapdf.class.getResourceAsStream(resource);
                InputStream pdf = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(pdf, PDFAFlavour.byFlavourId(flavour))) {
            ValidationProfile profile = Profiles.profileFromXml(xml);
            // At most 20 reports per rule, failures only, with their messages.
            PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 20, false, true, false);
            return report(flavour, validator.validate(parser));
        }
    }

    private static boolean report(String flavour, ValidationResult result) {
        // A run that checked nothing is not a pass.
        boolean met = result.isCompliant() && result.getTotalAssertions() > 0;
        System.out.println(flavour + ": " + (met ? "compliant" : "NOT compliant")
                + " (" + result.getTotalAssertions() + " checks)");
        for (TestAssertion failure : result.getTestAssertions()) {
            String message = failure.getErrorMessage() == null ? failure.getMessage() : failure.getErrorMessage();
            System.out.println("  " + failure.getRuleId().getClause() + " t" + failure.getRuleId().getTestNumber()
                    + ": " + message + " at " + failure.getLocation().getContext());
        }
        return met;
    }
}
