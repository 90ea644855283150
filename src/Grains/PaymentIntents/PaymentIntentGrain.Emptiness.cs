using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Whoever asks for an order that there is not makes a grain for it. It leaves with its answer: who guesses must not
/// fill the memory. So does one that was asleep, and that an operator looked at: a look begins nothing.
/// </summary>
internal sealed partial class PaymentIntentGrain : IIncomingGrainCallFilter
{
    private int callCount;

    /// <summary>Somebody wants more of it than to look.</summary>
    private bool isAwake;

    public async Task Invoke(IIncomingGrainCallContext call)
    {
        callCount++;
        try
        {
            if (!isAwake && call.MethodName != nameof(IPaymentIntentGrain.GetState)) Awake();
            await call.Invoke();
        }
        finally
        {
            // Not beside a create that has not written yet.
            if (--callCount == 0 && (committed.Intent is null || !isAwake)) DeactivateOnIdle();
        }
    }

    private void Awake()
    {
        isAwake = true;
        if (committed.Intent is { } intent) CountOwed(OwedBy(intent));
        Kick();
    }
}
