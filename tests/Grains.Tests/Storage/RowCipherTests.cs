using System.Security.Cryptography;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Grains.Tests.Storage;

/// <summary>Each value of a row is encrypted by itself, and opens where it stood alone.</summary>
public sealed class RowCipherTests
{
    private static readonly DataKey Key = new("k-1", new byte[32], "", "", House.Start);

    private static readonly Sensitive Value = new("Größe 5 €");

    [Fact]
    public void A_value_opens_in_its_row_and_field()
    {
        using var cipher = new RowCipher(Key, "m/CC-1");
        var text = cipher.Seal("posLabel", Value);

        Assert.Equal(Value, cipher.Open("posLabel", text));
        Assert.NotEqual(text, cipher.Seal("posLabel", Value));
        Assert.Equal(("", Sensitive.None), (cipher.Seal("posLabel", Sensitive.None), cipher.Open("posLabel", "")));
    }

    [Fact]
    public void It_opens_in_no_other_row_and_no_other_field_and_not_once_it_was_changed()
    {
        using var cipher = new RowCipher(Key, "m/CC-1");
        using var other = new RowCipher(Key, "m/CC-2");
        var text = cipher.Seal("posLabel", Value);

        Assert.ThrowsAny<CryptographicException>(() => other.Open("posLabel", text));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open("notificationUrl", text));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open("posLabel", (text[0] == 'A' ? "B" : "A") + text[1..]));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open("posLabel", "no encryption makes this"));
    }

    [Fact]
    public void Once_the_key_is_destroyed_it_reads_erased()
    {
        using var cipher = new RowCipher(Key, "m/CC-1");
        using var gone = new RowCipher(Key with { Secret = default, DestroyedAt = House.Start }, "m/CC-1");

        Assert.Equal(Sensitive.Erased, gone.Open("posLabel", cipher.Seal("posLabel", Value)));
    }

    [Fact]
    public void A_row_takes_less_room_than_with_the_key_ring_alone_though_more_of_it_is_encrypted()
    {
        var document = GrowingRow.Settled().Create(5, i => $"key-{i}", "a value of some length").Document;
        var serializer = new PaymentIntentSerializer(new EphemeralDataProtectionProvider());
        using var cipher = new RowCipher(Key, "default/CC-1");

        var byRing = serializer.Serialize(document with { Version = PaymentIntentDocument.RingVersion });
        var byKey = serializer.Serialize(document with { KeyId = new string('0', 24) }, cipher);

        Assert.InRange((double)byKey.ToMemory().Length / byRing.ToMemory().Length, 0, 1.1);
    }

    [Fact]
    public void A_data_key_prints_its_name_alone() => Assert.Equal("k-1", $"{Key}");
}
