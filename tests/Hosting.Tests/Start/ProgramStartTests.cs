using CryptoPay.Hosting.Start;
using Microsoft.Extensions.Options;

namespace CryptoPay.Hosting.Tests.Start;

public sealed class ProgramStartTests
{
    [Fact]
    public void Why_it_does_not_start_is_one_line_of_whole_sentences_however_much_is_wrong() => Assert.Equal(
        "A is wrong. B is wrong. C is wrong.",
        ProgramStart.Why(new AggregateException(
            new OptionsValidationException("", typeof(object), ["A is wrong.", "B is wrong."]),
            new InvalidOperationException("C is\nwrong."))));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--version")]
    [InlineData("chekc")]
    public async Task Who_asks_for_help_or_mistypes_starts_nothing(string word) => Assert.Equal(
        2, await ProgramStart.Run([word], () => throw new InvalidOperationException("It was started.")));
}
