namespace CryptoPay.Sandbox.Genesys.Access;

/// <summary>The one OAuth client of the sandbox's Genesys Cloud, section <c>Sandbox:Genesys</c>.</summary>
public sealed class GenesysOptions
{
    public string ClientId { get; set; } = "sandbox-genesys";

    /// <summary>"" keeps it shut. No default: who has it may write into the tenant.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>How long a token lasts; the real one takes 300 to 172,800 s.</summary>
    public int TokenSeconds { get; set; } = 86_400;

    /// <summary>Calls with one token in any 60 s; more are answered with 429. 0 for no limit.</summary>
    public int CallsPerMinuteMax { get; set; } = 300;
}
