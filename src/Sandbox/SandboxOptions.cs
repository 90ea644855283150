namespace CryptoPay.Sandbox;

/// <summary>Settings of all of the sandbox, section <c>Sandbox</c>; each dialect has its own below it.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>The sandbox invents payments: in Production it refuses to be mapped unless this is true.</summary>
    public bool AllowInProduction { get; set; }
}
