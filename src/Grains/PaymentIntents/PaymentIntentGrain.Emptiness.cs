namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Whoever asks for an order that there is not makes a grain for it. It leaves with its answer: who guesses must not
/// fill the memory.
/// </summary>
internal sealed partial class PaymentIntentGrain : IIncomingGrainCallFilter
{
    private int callCount;

    public async Task Invoke(IIncomingGrainCallContext call)
    {
        callCount++;
        try
        {
            await call.Invoke();
        }
        finally
        {
            // Not beside a create that has not written yet.
            if (--callCount == 0 && committed.Intent is null) DeactivateOnIdle();
        }
    }
}
