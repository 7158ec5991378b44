package dev.muster.region.api;

/// A version of the API, as a projection of the domain gets it: where the things are that it shows.
///
/// @param number as clients write it, `1.0`
public record ApiVersion(String number) {
    static final ApiVersion V1 = new ApiVersion("1.0");

    /// What the programs speak that we have machines run.
    public static final ApiVersion OF_PROGRAMS = V1;

    /// @param path below the version, `nodes/`
    public String uri(String path) {
        return "/MAAS/api/" + number + "/" + path;
    }

    /// @param baseUrl of the region, `http://region/MAAS`
    /// @param path below the version, `nodes/`
    public String url(String baseUrl, String path) {
        return baseUrl + "/api/" + number + "/" + path;
    }
}
