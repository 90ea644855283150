using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using static System.FormattableString;

namespace CryptoPay.Processors.Checks;

/// <summary>
/// Looks whether one account would work. It asks for an order and an invoice that do not exist, and then whatever this
/// kind alone can be asked. It changes nothing at the processor.
/// </summary>
internal sealed class AccountCheck(IPaymentProcessor processor, IAccountCheck? ofKind, ServerTime server)
{
    /// <summary>No order and no invoice has this name.</summary>
    private const string Nobodys = "cryptopay-check";

    private static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(30);

    public async Task<ImmutableArray<Finding>> Run(string webhookUrl, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.Add(await Search(cancellation).ConfigureAwait(false));
        if (server.Ahead is { } ahead) findings.Add(OfClock(ahead));
        if (findings[0].Kind != FindingKind.Fault && ofKind is not null)
            findings.AddRange(await ofKind.Check(webhookUrl, cancellation).ConfigureAwait(false));
        return findings.ToImmutable();
    }

    private async Task<Finding> Search(CancellationToken cancellation)
    {
        var searched = await processor.FindInvoices(new("default", Nobodys), cancellation).ConfigureAwait(false);
        if (server.HasAnswered || searched is not ProcessorResult<ImmutableArray<Invoice>>.Found)
            return Of(searched, "It answers, and may be searched for invoices.");

        // Nothing was sent: there is no search without settings that this account leaves out.
        var read = await processor.ReadInvoice(Nobodys, cancellation).ConfigureAwait(false);
        return server.HasSpokenJson
            && read is ProcessorResult<Invoice>.Refused { Code: not (CallCodes.Unauthenticated or CallCodes.Forbidden) }
            ? Finding.Note("It answers. Whether its key is good shows only with the first payment.")
            : Of(read, "It answers.");
    }

    private Finding Of<T>(ProcessorResult<T> result, string good) => result switch
    {
        ProcessorResult<T>.Refused { Code: var code } when code.StartsWith("http_", StringComparison.Ordinal)
            && !server.HasSpokenJson =>
            Finding.Fault($"It answers with {code} and not as its API would: is BaseUrl right?"),
        ProcessorResult<T>.Refused { Code: var code } => Finding.Fault(
            $"It refuses what this account asks ({code}): compare the key and the IDs under Processors with its own."),
        ProcessorResult<T>.Unavailable { Code: CallCodes.InvalidSettings } => Finding.Fault(
            "Not asked, as its settings cannot work: see above."),
        ProcessorResult<T>.Unavailable { Code: var code } => Finding.Fault(
            $"It cannot be reached ({code}): is BaseUrl right, is it up, does a firewall stand between?"),
        ProcessorResult<T>.Nonsense { Reason: var reason } => Finding.Fault(
            $"It answers with something else than its API would: {reason} Is BaseUrl right?"),
        _ => Finding.Good(good),
    };

    private static Finding OfClock(TimeSpan ahead) => ahead.Duration() <= AheadMax
        ? Finding.Good("Its clock and ours agree.")
        : Finding.Fault(Invariant(
            $"Its clock is {ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} ours:")
            + " signed times are refused then. Compare both with a time server.");
}
