using System.Collections.Frozen;

namespace CryptoPay.Processors.Links;

/// <summary>
/// What a wallet opens. Anything else in its place is no payment, and may be a program: javascript, data.
/// </summary>
internal static class PaymentUriSchemes
{
    private static readonly FrozenSet<string> Known = """
        bitcoin bitcoincash bitcoin-cash bchtest bitcoingold bitcoinsv lightning liquidnetwork liquidtestnet
        litecoin dogecoin dash zcash monero wownero decred digibyte groestlcoin monacoin peercoin viacoin vertcoin
        namecoin ravencoin feathercoin xaya firo qtum nano banano stacks
        ethereum polygon matic arbitrum arb optimism op base avalanche bsc celo gnosis
        solana tron ton ripple xrpl xrp stellar web+stellar cardano web+cardano cosmos polkadot near algorand
        tezos hedera kaspa ergo aptos sui
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether something follows one of them.</summary>
    public static bool Has(string uri) =>
        uri.IndexOf(':') is > 0 and var end && end < uri.Length - 1 && Known.Contains(uri[..end]);
}
