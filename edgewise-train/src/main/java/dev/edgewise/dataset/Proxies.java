package dev.edgewise.dataset;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Proxies by the environment's variables `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`,
/// small or capital, as curl and others take them. Java itself knows only its own properties; they
/// decide where no such variable is set.
final class Proxies extends ProxySelector {

    private final Map<String, String> environment;
    private final ProxySelector others;

    private Proxies(Map<String, String> environment, ProxySelector others) {
        this.environment = Map.copyOf(environment);
        this.others = others;
    }

    /// @throws DataSetException if a variable that `url` needs is no proxy's address
    static ProxySelector of(Map<String, String> environment, ProxySelector others, URI url)
            throws DataSetException {
        Proxies proxies = new Proxies(environment, others);
        String scheme = scheme(url);
        Optional<String> named = proxies.named(scheme);
        if (named.isPresent() && address(named.get()).isEmpty()) {
            throw new DataSetException(
                    scheme
                            + "_proxy: '"
                            + named.get().replaceAll("//[^/@]*@", "//...@")
                            + "' is no proxy that is known here, such as http://host:3128");
        }
        return proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<InetSocketAddress> address = named(scheme(uri)).flatMap(Proxies::address);
        if (address.isEmpty()) {
            return others.select(uri);
        }
        return List.of(
                direct(String.valueOf(uri.getHost()))
                        ? Proxy.NO_PROXY
                        : new Proxy(Proxy.Type.HTTP, address.get()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        others.connectFailed(uri, address, e);
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    private Optional<String> named(String scheme) {
        return variable(scheme + "_proxy").or(() -> variable("all_proxy"));
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /// Whether `no_proxy` names the host, a domain above it, or all.
    private boolean direct(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return variable("no_proxy").stream()
                .flatMap(list -> Stream.of(list.split("[,\\s]+")))
                .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(
                        entry ->
                                entry.equals("*")
                                        || name.equals(entry)
                                        || name.endsWith("." + entry));
    }

    private static Optional<InetSocketAddress> address(String value) {
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            // One that asks for a password would get none.
            boolean known = scheme(uri).equals("http") && uri.getHost() != null;
            if (!known || uri.getUserInfo() != null) {
                return Optional.empty();
            }
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            return Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
