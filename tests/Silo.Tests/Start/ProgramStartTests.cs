using CryptoPay.Silo.Start;
using Microsoft.Extensions.Options;

namespace CryptoPay.Silo.Tests.Start;

public sealed class ProgramStartTests
{
    [Fact]
    public void Why_it_does_not_start_is_one_line_of_whole_sentences_however_much_is_wrong() => Assert.Equal(
        "A is wrong. B is wrong. C is wrong.",
        ProgramStart.Why(new AggregateException(
            new OptionsValidationException("", typeof(object), ["A is wrong.", "B is wrong."]),
            new InvalidOperationException("C is\nwrong."))));
}
