namespace CryptoPay.Gateway.Tests.WalletSecrets;

public class KeysTests
{
    // Version bytes of bitcoin, its test networks, litecoin, dogecoin and dash.
    [Theory]
    [InlineData(0x80)]
    [InlineData(0xEF)]
    [InlineData(0xB0)]
    [InlineData(0x9E)]
    [InlineData(0xCC)]
    public void A_private_key_in_import_format_is_found(byte version)
    {
        Assert.True(Secret.IsIn(WalletKeys.Base58Check([version, .. WalletKeys.Bytes])));
        Assert.True(Secret.IsIn(WalletKeys.Base58Check([version, .. WalletKeys.Bytes, 1])));
        Assert.True(Secret.IsIn($"my key:{WalletKeys.Base58Check([version, .. WalletKeys.Bytes, 1])}, thanks"));
    }

    // Version bytes of xprv, yprv, zprv and tprv.
    [Theory]
    [InlineData("0488ADE4")]
    [InlineData("049D7878")]
    [InlineData("04B2430C")]
    [InlineData("04358394")]
    public void An_extended_private_key_is_found(string version)
    {
        byte[] chain = [.. Convert.FromHexString(version), .. new byte[9], .. WalletKeys.Bytes];

        Assert.True(Secret.IsIn(WalletKeys.Base58Check([.. chain, 0, .. WalletKeys.Bytes])));
        Assert.False(Secret.IsIn(WalletKeys.Base58Check([.. chain, 2, .. WalletKeys.Bytes])));
    }

    // What BIP-38 says of its two kinds.
    [Theory]
    [InlineData(0x42, 0xC0)]
    [InlineData(0x43, 0x20)]
    public void A_private_key_under_a_passphrase_is_found(byte kind, byte flags)
    {
        var key = WalletKeys.Base58Check([1, kind, flags, 1, 2, 3, 4, .. WalletKeys.Bytes]);

        Assert.StartsWith("6P", key);
        Assert.Equal(58, key.Length);
        Assert.True(Secret.IsIn(key));
    }

    [Fact]
    public void A_key_is_found_in_groups_and_glued_to_what_stands_around_it()
    {
        Assert.All(
            [
                WalletKeys.Base58Check([0x80, .. WalletKeys.Bytes]),
                WalletKeys.Base58Check([1, 0x42, 0xC0, 1, 2, 3, 4, .. WalletKeys.Bytes]),
                WalletKeys.Base58Check([
                    .. Convert.FromHexString("0488ADE4"), .. new byte[9], .. WalletKeys.Bytes, 0,
                    .. WalletKeys.Bytes]),
            ],
            key =>
            {
                Assert.True(Secret.IsIn(string.Join(' ', key.Chunk(4).Select(group => new string(group)))));
                Assert.True(Secret.IsIn(string.Join("-\n", key.Chunk(5).Select(group => new string(group)))));
                Assert.True(Secret.IsIn($"privatekey{key}thanks"));
            });
    }

    [Fact]
    public void Keys_of_other_kinds_are_found()
    {
        Assert.True(Secret.IsIn($"here: nsec1{new string('q', 58)}."));
        Assert.True(Secret.IsIn("-----BEGIN EC PRIVATE KEY-----\nMHQ="));
        Assert.True(Secret.IsIn("-----BEGIN OPENSSH PRIVATE KEY-----"));
        Assert.True(Secret.IsIn("""{"crypto":{"cipher":"aes-128-ctr","ciphertext":"00","kdf":"scrypt"}}"""));
        Assert.False(Secret.IsIn("-----BEGIN PUBLIC KEY-----"));
        Assert.False(Secret.IsIn($"npub1{new string('q', 58)}"));
    }

    [Fact]
    public void What_only_looks_like_a_key_passes()
    {
        var key = WalletKeys.Base58Check([0x80, .. WalletKeys.Bytes, 1]);
        var address = WalletKeys.Base58Check([0, .. WalletKeys.Bytes[..20]]);

        Assert.False(Secret.IsIn(key[..^1] + (key[^1] == 'a' ? 'b' : 'a')));
        Assert.False(Secret.IsIn(key[..^1]));
        Assert.False(Secret.IsIn(address));
        Assert.False(Secret.IsIn($"{address} {address} {address}"));
        Assert.False(Secret.IsIn(Convert.ToHexString(WalletKeys.Bytes)));
        Assert.False(Secret.IsIn(new string('1', 52)));
    }
}
