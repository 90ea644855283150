#!/usr/bin/env bash
# Jayway JsonPath takes an HTML page for JSON. It throws nothing: the page is one string, in which $.isPaid is not
# found, as in an object that lacks the key. So are an object behind a byte order mark and a sentence. Keys without
# quotes are keys, and whatever stands behind the first value is overlooked. Only what is cut off, or empty, is refused.
#
# Seen with Debian's libjsonpath-java 2.0.0-5 and libjson-smart-java 2.2 on OpenJDK 17, Linux x64.
#
# Why: its default provider is json-smart in MODE_PERMISSIVE, which reads a text without quotes as a string.
#
# Why it matters: a good guess is InvalidJsonException, which is there and is thrown for a missing brace. Who gives a
# default for a path that is not found, as Genesys Cloud's data actions do, gives it for the error page of a proxy that
# answers 200, and says that all went well. So a default may promise nothing: here, not that a payment is final. Ways
# out: look at the content type, or parse strictly (by a JsonProvider of Gson or Jackson) and read from that tree.
#
# Output:
#
#| an HTML page                 $.isPaid is not found
#| a sentence                   $.isPaid is not found
#| behind a byte order mark     $.isPaid is not found
#| keys without quotes          $.isPaid is true
#| a second value behind it     $.isPaid is true
#| a brace is missing           InvalidJsonException
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v javac >/dev/null || { echo "Missing: javac (Debian package default-jdk-headless)."; exit 2; }

(cd "$work" && apt-get download -qq -o APT::Sandbox::User=root \
  libjsonpath-java=2.0.0-5 libjson-smart-java libasm-java libslf4j-java >/dev/null)
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work"; done
jars=$work/usr/share/java

cat > "$work/Run.java" <<'JAVA'
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;

public class Run {
    public static void main(String[] args) {
        show("an HTML page", "<html><body>Bad gateway</body></html>");
        show("a sentence", "The server is down.");
        show("behind a byte order mark", "\ufeff{\"isPaid\":true}");
        show("keys without quotes", "{isPaid:true}");
        show("a second value behind it", "{\"isPaid\":true}{\"isPaid\":false}");
        show("a brace is missing", "{\"isPaid\":true");
    }

    static void show(String what, String text) {
        String seen;
        try {
            seen = "$.isPaid is " + JsonPath.parse(text).read("$.isPaid");
        } catch (PathNotFoundException e) {
            seen = "$.isPaid is not found";
        } catch (InvalidJsonException e) {
            seen = "InvalidJsonException";
        }
        System.out.printf("%-28s %s%n", what, seen);
    }
}
JAVA
java -cp "$(printf "$jars/%s.jar:" json-path json-smart accessors-smart asm slf4j-api slf4j-nop)" "$work/Run.java" \
  > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
