package org.kenh.operations.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.kenh.telemetry.Value;

/** Values of readings in JSON: a number, true or false, or a text (bytes as base64url). */
final class Values {
    private Values() {}

    static Object plain(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number;
            case Value.Flag(boolean flag) -> flag;
            case Value.Text(String text) -> text;
            case Value.Data(String base64Url) -> base64Url;
        };
    }

    static void write(JsonGenerator json, Value value) throws IOException {
        switch (value) {
            case Value.Numeric(double number) -> json.writeNumber(number);
            case Value.Flag(boolean flag) -> json.writeBoolean(flag);
            case Value.Text(String text) -> json.writeString(text);
            case Value.Data(String base64Url) -> json.writeString(base64Url);
        }
    }
}
