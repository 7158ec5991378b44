package dev.muster.cluster.tftp;

import dev.muster.cluster.tftp.Resolution.NotFound;
import java.util.List;

/// The routes in the order in which they are asked; what none of them knows is not found.
public record TftpRoutes(List<TftpRoute> inOrder) {

    public TftpRoutes {
        inOrder = List.copyOf(inOrder);
    }

    public static TftpRoutes of(TftpRoute... inOrder) {
        return new TftpRoutes(List.of(inOrder));
    }

    public Resolution resolve(TftpRequest request) {
        for (var route : inOrder) {
            var resolution = route.resolve(request);
            if (resolution.isPresent()) {
                return resolution.get();
            }
        }
        return new NotFound();
    }
}
