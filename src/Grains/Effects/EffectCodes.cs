namespace CryptoPay.Grains.Effects;

/// <summary>In what an effect can end without a processor's word. Each has its row in docs/operations.md.</summary>
internal static class EffectCodes
{
    public const string AccountUnknown = "processor_unknown";
    public const string AccountRests = "account_rests";
    public const string PauseUnknown = "pause_unknown";
    public const string MarkNotShown = "mark_not_shown";
}
