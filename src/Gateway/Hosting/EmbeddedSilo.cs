using System.Runtime.CompilerServices;
using CryptoPay.Silo;

namespace CryptoPay.Gateway.Hosting;

internal static class EmbeddedSilo
{
    /// <summary>A silo in this very process.</summary>
    /// <param name="merchants">Those that call without a key in the settings.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    // The runtime loads what a method names when it compiles that method. So nothing that a client of a silo runs names
    // the silo or its storage, and this is no part of whoever calls it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddEmbeddedSilo(this WebApplicationBuilder builder, ReadOnlySpan<string> merchants) =>
        builder.AddSilo(merchants);
}
