namespace CryptoPay.Processors.Tests;

/// <summary>Tests of every adapter, in its processor's dialect, which the adapter's own tests supply.</summary>
public abstract class AdapterTests : IDisposable
{
    private readonly Lazy<ProcessorRig> rig;

    protected AdapterTests() => rig = new Lazy<ProcessorRig>(() => new ProcessorRig(Settings));

    /// <summary>Settings of one account, with its Kind.</summary>
    protected abstract IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The ID that the dialect's one invoice has.</summary>
    protected abstract string InvoiceId { get; }

    /// <summary>A coin that the processor takes.</summary>
    protected virtual string CryptoCode => "BTC";

    private protected ProcessorRig Rig => rig.Value;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (rig.IsValueCreated) rig.Value.Dispose();
        GC.SuppressFinalize(this);
    }
}
