namespace CryptoPay.Processors.Tests.Vectors;

/// <summary>Every scheme that an adapter verifies, held against signatures that no code of ours has computed.</summary>
public sealed class SignatureVectorTests
{
    public static TheoryData<string, string> Vectors => new(
        from file in SignatureVectorFile.All from vector in file.Vectors select (file.Name, vector.Name));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_is_what_it_says_and_a_genuine_one_is_so_whole_in_its_time_and_by_either_key_alone(
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
        rig.ChangeKey(SignatureVariants.AnotherKey(vector.Key), previous: vector.Key);
        Assert.True(rig.IsGenuine(vector));
    }

    [Fact]
    public void Our_file_has_genuine_and_forged_ones_of_each_scheme_and_no_file_is_empty()
    {
        Assert.Equal(SignatureRig.Schemes, SchemesOf(SignatureVectorFile.Own, isGenuine: true));
        Assert.Equal(SignatureRig.Schemes, SchemesOf(SignatureVectorFile.Own, isGenuine: false));
        Assert.All(SignatureVectorFile.All, file => Assert.NotEmpty(file.Vectors));
    }

    private static IEnumerable<string> SchemesOf(SignatureVectorFile file, bool isGenuine) => file.Vectors
        .Where(vector => vector.IsGenuine == isGenuine)
        .Select(vector => vector.Scheme).Distinct().Order(StringComparer.Ordinal);
}
