using System.Collections.Immutable;

namespace CryptoPay.Genesys.Settings;

/// <summary>The domains of Genesys Cloud's regions, as its .NET SDK 270.0.0 lists them (read on 2026-11-23).</summary>
public static class Regions
{
    public static readonly ImmutableArray<string> All =
    [
        "mypurecloud.com", "mypurecloud.ie", "mypurecloud.de", "mypurecloud.jp", "mypurecloud.com.au",
        "usw2.pure.cloud", "cac1.pure.cloud", "apne2.pure.cloud", "euw2.pure.cloud", "aps1.pure.cloud",
        "use2.us-gov-pure.cloud", "sae1.pure.cloud", "mec1.pure.cloud", "apne3.pure.cloud", "euc2.pure.cloud",
        "mxc1.pure.cloud", "apse1.pure.cloud", "edee1.eusc-pure.cloud",
    ];
}
