using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Resuming;

/// <summary>Draws resume codes, and finds by one whose it may be.</summary>
internal sealed partial class ResumeCodes(
    IPaymentIntentIndex index, IGrainFactory grains, TimeProvider time, ILogger<ResumeCodes> logger)
{
    private const int CodesCount = 1_000_000;

    /// <summary>Where nine of ten codes are taken, one in eight payments goes without.</summary>
    private const int DrawsMax = 20;

    private const int DigestBytes = 24;

    /// <summary>More than can be under way between their draw and their write.</summary>
    private const int DrawnMax = 10_000;

    /// <summary>A customer waits for the payment, and nobody for its code.</summary>
    private static readonly TimeSpan DrawTimeMax = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The newest that were drawn here, as they may not be written yet: of 300 payments that begin at once two draw the
    /// same one time in 22. With another silo's the index decides, and the call that loses is sent again.
    /// </summary>
    private readonly HashSet<string> drawn = [];
    private readonly Queue<string> drawnInOrder = [];

    private volatile byte[]? knownKey;

    /// <summary>Of no other payment of this merchant, unless two draw the same at the same time.</summary>
    /// <returns>Null where none can be had: a payment goes on without.</returns>
    public async Task<ResumeCode?> Draw(string merchant)
    {
        try
        {
            if (await DrawFree(merchant).WaitAsync(DrawTimeMax, time) is { } free) return free;
            Log.WithoutCode(logger, merchant, "too many are taken");
        }
        catch (Exception failure)
        {
            Log.WithoutCode(logger, merchant, failure.GetType().Name);
        }

        return null;
    }

    /// <summary>The key of the order that has or had this code; null where none does.</summary>
    public async Task<string?> OrderOf(string merchant, Sensitive code) =>
        await index.Resumed(merchant, await DigestOf(merchant, code), CancellationToken.None);

    private async Task<ResumeCode?> DrawFree(string merchant)
    {
        for (var i = 0; i < DrawsMax; i++)
        {
            var digits = RandomNumberGenerator.GetInt32(CodesCount)
                .ToString($"D{ResumeCode.DigitCount}", CultureInfo.InvariantCulture);
            var code = new ResumeCode(new Sensitive(digits), await DigestOf(merchant, new Sensitive(digits)));
            if (Take(code.Digest) && await index.Resumed(merchant, code.Digest, CancellationToken.None) is null)
                return code;
        }

        return null;
    }

    /// <returns>False where it was drawn a short time ago.</returns>
    private bool Take(string digest)
    {
        lock (drawn)
        {
            if (!drawn.Add(digest)) return false;
            drawnInOrder.Enqueue(digest);
            if (drawnInOrder.Count > DrawnMax) drawn.Remove(drawnInOrder.Dequeue());
            return true;
        }
    }

    private async Task<string> DigestOf(string merchant, Sensitive code) => Base64Url.EncodeToString(
        HMACSHA256.HashData(await Key(), Encoding.UTF8.GetBytes($"{merchant}/{code.Value}")).AsSpan(0, DigestBytes));

    /// <summary>Made from the key of links, so that it outlives the process, and none of theirs.</summary>
    private async Task<byte[]> Key()
    {
        if (knownKey is { } known) return known;
        var links = await grains.GetGrain<ILinkKeyGrain>(ILinkKeyGrain.TheOne).Get();
        return knownKey = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Convert.FromHexString(links.Value), outputLength: 32,
            info: "resume code"u8.ToArray());
    }

    private static partial class Log
    {
        [LoggerMessage(1013, LogLevel.Warning, "A payment of merchant {Merchant} has no resume code: {Why}.")]
        public static partial void WithoutCode(ILogger logger, string merchant, string why);
    }
}
