package dev.muster.region.api;

/// A version of the API, as a projection of the domain gets it: where the things are that it shows.
///
/// @param number as clients write it, `1.0`
public record ApiVersion(String number) {
    /// Under which all versions are.
    static final String ROOT = "/MAAS/api/";

    /// The number of [#V1].
    static final String NUMBER = "1.0";

    static final ApiVersion V1 = new ApiVersion(NUMBER);

    /// What the programs speak that we have machines run.
    public static final ApiVersion OF_PROGRAMS = V1;

    /// @param path below the version, `nodes/`
    public String uri(String path) {
        return ROOT + number + "/" + path;
    }

    /// @param baseUrl of the region, `http://region/MAAS`
    /// @param path below the version, `nodes/`
    public String url(String baseUrl, String path) {
        return baseUrl + "/api/" + number + "/" + path;
    }
}
