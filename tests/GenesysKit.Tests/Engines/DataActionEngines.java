import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.log.NullLogChute;

/**
 * What Genesys Cloud does a data action with, as far as it is public: Apache Velocity and Jayway JsonPath. A request
 * is a line of JSON, and so is its answer. The macros are Genesys' own and closed; these stand in for them.
 *
 * {"template": "...", "context": {...}} renders: {"text": "..."}. A key that is null is not in the context.
 * {"json": "...", "paths": {"name": "$.path"}} maps: {"values": {"name": "JSON text"}}, without names that nothing is
 * found for. What fails is {"error": "..."}.
 */
public final class DataActionEngines {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    public static void main(String[] args) throws Exception {
        VelocityEngine velocity = new VelocityEngine();
        velocity.setProperty(RuntimeConstants.RUNTIME_LOG_LOGSYSTEM_CLASS, NullLogChute.class.getName());
        velocity.init();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line; (line = requests.readLine()) != null; ) {
            answers.println(GSON.toJson(answer(velocity, JsonParser.parseString(line).getAsJsonObject())));
        }
    }

    private static JsonObject answer(VelocityEngine velocity, JsonObject request) {
        JsonObject answer = new JsonObject();
        try {
            if (request.has("template")) {
                answer.addProperty("text", rendered(velocity, request));
            } else {
                answer.add("values", mapped(request));
            }
        } catch (Exception e) {
            answer.addProperty("error", e.toString());
        }
        return answer;
    }

    private static String rendered(VelocityEngine velocity, JsonObject request) {
        VelocityContext context = new VelocityContext();
        Map<?, ?> values = GSON.fromJson(request.get("context"), Map.class);
        values.forEach((name, value) -> context.put((String) name, value));
        context.put("esc", new Esc());
        context.put("encoding", new Encoding());
        StringWriter text = new StringWriter();
        velocity.evaluate(context, text, "template", request.get("template").getAsString());
        return text.toString();
    }

    private static JsonObject mapped(JsonObject request) {
        JsonObject values = new JsonObject();
        DocumentContext json = JsonPath.parse(request.get("json").getAsString());
        for (Map.Entry<String, JsonElement> path : request.getAsJsonObject("paths").entrySet()) {
            try {
                Object found = json.read(path.getValue().getAsString());
                values.addProperty(path.getKey(), GSON.toJson(found));
            } catch (PathNotFoundException nothing) {
                // The action's default stands.
            }
        }
        return values;
    }

    public static final class Esc {
        public String jsonString(Object value) {
            if (value == null) return null;
            String quoted = GSON.toJson(value.toString());
            return quoted.substring(1, quoted.length() - 1);
        }

        public String uriEncode(Object value) {
            return value == null
                ? null
                : URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    public static final class Encoding {
        public String base64(Object value) {
            return Base64.getEncoder().encodeToString(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
