namespace CryptoPay.Grains.Effects;

/// <summary>How far a wait is stretched, so that not all end at once.</summary>
internal static class Jitter
{
    /// <returns>From 0 to below 1.</returns>
#pragma warning disable RS0030 // The one place.
    public static double Draw() => Random.Shared.NextDouble();
#pragma warning restore RS0030
}
