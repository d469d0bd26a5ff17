import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Asks with the JDK's own client as it is by default: its first request on a connection offers an upgrade to h2c. */
class Program {
    public static void main(String[] arguments) throws Exception {
        var base = arguments[0];
        var claim = arguments[1];
        var bytes = claim.getBytes(StandardCharsets.UTF_8);
        post(base, BodyPublishers.ofString(claim));
        post(base, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))); // sent in chunks
        post(base, BodyPublishers.ofString(claim + " ".repeat(3_900)));
        var client = HttpClient.newHttpClient();
        for (var path : new String[] {"/v1/summits?fields=id", "/v1/facts?format=csv", "/healthz"}) {
            send(client, HttpRequest.newBuilder(URI.create(base + path)));
        }
    }

    private static void post(String base, BodyPublisher body) throws Exception {
        var client = HttpClient.newHttpClient(); // a connection of its own, which offers the upgrade again
        var request = HttpRequest.newBuilder(URI.create(base + "/v1/verify")).header("Content-Type", "application/json");
        for (var time = 0; time < 2; time++) {
            send(client, request.copy().POST(body));
        }
    }

    private static void send(HttpClient client, HttpRequest.Builder request) throws Exception {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.version() + " " + answer.body().length());
    }
}
