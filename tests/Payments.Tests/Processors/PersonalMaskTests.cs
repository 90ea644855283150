using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Processors;

public class PersonalMaskTests
{
    [Theory]
    [InlineData("Ask anna.b+pay@mail.example.org, please", "Ask ***, please")]
    [InlineData("Call +1 (555) 010-0199 before noon", "Call *** before noon")]
    [InlineData("Call 555-010-0199", "Call ***")]
    [InlineData("(0151) 555 0123 4", "***")]
    [InlineData("Tel. +491515550123", "Tel. ***")]
    // Numbers that card schemes and banks give for tests and examples.
    [InlineData("card 4111 1111 1111 1111 or 5555-5555-5555-4444", "card *** or ***")]
    [InlineData("378282246310005", "***")]
    [InlineData("4111 1111 1111 1111 12/29 123", "*** 12/29 123")]
    [InlineData("Order 7 4111\u00A01111\u00A01111\u00A01111", "Order 7 ***")]
    [InlineData("Visa4111111111111111, card no.4111-1111-1111-1111", "Visa***, card no.***")]
    [InlineData("４１１１ １１１１ １１１１ １１１１", "***")]
    [InlineData("anna＠mail.example.org anna%40mail.example.org", "*** ***")]
    [InlineData("+49 (0)151 / 2345-6789", "***")]
    [InlineData("DE89.3704.0044.0532.0130.00", "***")]
    [InlineData("to GB82 WEST 1234 5698 7654 32 today", "to *** today")]
    [InlineData("to AT61 1904 3002 3457 3201 paid", "to *** paid")]
    [InlineData("de89370400440532013000", "***")]
    public void What_tells_who_somebody_is_is_hidden(string text, string masked) =>
        Assert.Equal(masked, PersonalMask.Over(text));

    [Theory]
    [InlineData("Order 20261129001 of 2026-11-29")]
    [InlineData("Table 12, 3 x 4.50, 2 x 11.25")]
    [InlineData("29.11.2026 14:05, 100.00 USD at 67321.55")]
    [InlineData("Two tickets @ the door")]
    [InlineData("CC-1001-2002-3003")]
    [InlineData("1000000.00 and 12345678.90")]
    [InlineData("4111 1111 1111 1112 is no card's number, but so long a one is no phone's either")]
    [InlineData("AB12 CDEF GHIJ KLMN OPQR")]
    [InlineData("")]
    public void What_does_not_stays(string text) => Assert.Equal(text, PersonalMask.Over(text));
}
