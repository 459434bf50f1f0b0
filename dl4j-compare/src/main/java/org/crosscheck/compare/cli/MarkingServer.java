package org.crosscheck.compare.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.crosscheck.compare.marking.Decisions;
import org.crosscheck.compare.text.InputException;

/**
 * Serves the page that one instructor marks from, on the loopback address alone and below a random token, until it is finished
 * there. It shows one page and takes decisions; nothing else.
 */
final class MarkingServer implements AutoCloseable {

    private static final int LARGEST = 16 << 20;
    private static final int TOKEN = 16;

    /** Takes decisions that were made on the page. */
    interface Desk {
        /** The page as it is now. */
        String page() throws IOException, InputException;

        void save(Decisions decisions) throws IOException, InputException;
    }

    private final HttpServer server;
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Desk desk;
    private final String path;
    private final String host;

    MarkingServer(Desk desk) throws IOException {
        this.desk = desk;
        byte[] token = new byte[TOKEN];
        new SecureRandom().nextBytes(token);
        this.path = "/" + HexFormat.of().formatHex(token) + "/";
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        this.host = "127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", this::answer);
        server.setExecutor(one);
        server.start();
    }

    /** Where the page is. */
    URI address() {
        return URI.create("http://" + host + path);
    }

    /** Waits until the instructor has finished. */
    void await() throws InterruptedException {
        finished.await();
    }

    /** Only requests to this host, from this page, below the token; whatever else is not there. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            told(exchange);
        }
    }

    private void told(HttpExchange exchange) throws IOException {
        try {
            String asked = exchange.getRequestURI().getRawPath();
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            boolean own = host.equals(exchange.getRequestHeaders().getFirst("Host"))
                    && (origin == null || origin.equals("http://" + host));
            boolean get = exchange.getRequestMethod().equals("GET");
            boolean post = exchange.getRequestMethod().equals("POST") && origin != null;
            if (own && get && asked.equals(path)) {
                reply(exchange, 200, "text/html", desk.page());
            } else if (own && post && (asked.equals(path + "decisions") || asked.equals(path + "finish"))) {
                byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
                if (body.length > LARGEST) {
                    reply(exchange, 413, "text/plain", "more than 16 MiB");
                    return;
                }
                desk.save(Decisions.parse("decisions", new String(body, StandardCharsets.UTF_8)));
                boolean last = asked.endsWith("finish");
                reply(exchange, 200, "text/plain", last ? "Saved and finished; this page may be closed." : "Saved.");
                if (last) {
                    finished.countDown();
                }
            } else {
                reply(exchange, 404, "text/plain", "nothing here");
            }
        } catch (InputException e) {
            reply(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            reply(exchange, 500, "text/plain", "crosscheck failed: " + e);
        }
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        one.shutdownNow();
    }
}
