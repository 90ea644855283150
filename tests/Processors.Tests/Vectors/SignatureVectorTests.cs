namespace CryptoPay.Processors.Tests.Vectors;

/// <summary>Every scheme that an adapter verifies, held against signatures that no code of ours has computed.</summary>
public sealed class SignatureVectorTests
{
    private static readonly string[] Schemes =
        ["bitpay", "btcpay", "coinbase-commerce", "hook0", "seed-A", "seed-B", "standard-webhooks"];

    public static TheoryData<string, string> Vectors => new(
        from file in SignatureVectorFile.All from vector in file.Vectors select (file.Name, vector.Name));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_is_what_it_says_and_a_genuine_one_is_so_with_nothing_wrong_and_in_its_time_alone(
        string file, string name)
    {
        var vector = SignatureVectorFile.All.Single(all => all.Name == file)[name];
        using var rig = new SignatureRig(vector);
        Assert.Equal(vector.IsGenuine, rig.IsGenuine(vector));
        if (!vector.IsGenuine) return;

        Assert.All(
            SignatureVariants.WrongOnes(vector), other => Assert.False(rig.IsGenuine(other.Vector), other.Wrong));
        Assert.All(
            SignatureVariants.AtTheEdges(vector), other => Assert.Equal(other.IsGenuine, rig.IsGenuine(other)));
        rig.ChangeKey(SignatureVariants.AnotherKey(vector.Key));
        Assert.False(rig.IsGenuine(vector));
    }

    [Fact]
    public void Each_file_has_genuine_ones_of_each_scheme_and_ours_has_forged_ones_too()
    {
        Assert.All(SignatureVectorFile.All, file => Assert.Equal(Schemes, SchemesOf(file, isGenuine: true)));
        Assert.Equal(Schemes, SchemesOf(SignatureVectorFile.Own, isGenuine: false));
    }

    private static IEnumerable<string> SchemesOf(SignatureVectorFile file, bool isGenuine) => file.Vectors
        .Where(vector => vector.IsGenuine == isGenuine)
        .Select(vector => vector.Scheme).Distinct().Order(StringComparer.Ordinal);
}
