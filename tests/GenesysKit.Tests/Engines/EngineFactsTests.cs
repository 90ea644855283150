using System.IO.Compression;
using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit.Tests.Engines;

/// <summary>What the templates are written for. Another engine, or another version, may do otherwise.</summary>
public class EngineFactsTests(VelocityAndJsonPath engines)
{
    [Fact]
    public async Task It_is_Velocity_1_7()
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        await using var jar = await ZipFile.OpenReadAsync(
            VelocityAndJsonPath.Library("velocity"), TestContext.Current.CancellationToken);
        using var facts = new StreamReader(
            await jar.GetEntry("META-INF/maven/org.apache.velocity/velocity/pom.properties")!.OpenAsync(
                TestContext.Current.CancellationToken));

        Assert.Contains(
            "version=1.7", (await facts.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n'));
    }

    [Theory]
    [InlineData("${input.none}", "${input.none}")]
    [InlineData("$input.none", "$input.none")]
    [InlineData("$esc.jsonString(${input.none})", "$esc.jsonString(${input.none})")]
    [InlineData("$!{input.none}", "")]
    [InlineData("$!esc.jsonString($!{input.none})", "")]
    public async Task What_has_no_value_prints_its_name_unless_it_is_quiet(string template, string text) =>
        Assert.Equal(text, await Render(template));

    [Theory]
    [InlineData("a ## b", "a ")]
    [InlineData("a #* b", "a ")]
    [InlineData("a #stop b", "a ")]
    public async Task Literal_text_that_is_a_sign_of_Velocitys_cuts_off_the_rest(string template, string text) =>
        Assert.Equal(text, await Render(template));

    [Theory]
    [InlineData("a #")]
    [InlineData("a #if b")]
    [InlineData("a #end b")]
    public Task Or_breaks_the_template(string template) =>
        Assert.ThrowsAsync<InvalidOperationException>(() => Render(template));

    [Theory]
    [InlineData("no. #12 for $5, a # b")]
    public async Task And_other_signs_are_text(string template) => Assert.Equal(template, await Render(template));

    [Fact]
    public async Task A_value_is_not_a_template() =>
        Assert.Equal("## ${input.full} #if", await Render("${input.signs}"));

    [Fact]
    public async Task Set_from_what_has_no_value_keeps_the_old_one() =>
        Assert.Equal("old", await Render("#set($a = \"old\")#set($a = $input.none)$a"));

    [Fact]
    public async Task A_number_prints_as_Java_prints_a_double() =>
        Assert.Equal("1.23456789E7 100.0", await Render("${input.large} ${input.whole}"));

    [Fact]
    public async Task An_empty_string_is_true() =>
        Assert.Equal("yes no", await Render("#if($input.empty)yes#end #if($input.none)yes#{else}no#end"));

    private Task<string> Render(string template) => engines.Render(template, new JsonObject
    {
        ["input"] = new JsonObject
        {
            ["full"] = "full",
            ["empty"] = "",
            ["signs"] = "## ${input.full} #if",
            ["large"] = 12_345_678.9,
            ["whole"] = 100,
            ["none"] = null,
        },
    });
}
