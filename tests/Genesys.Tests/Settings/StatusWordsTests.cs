using System.Reflection;
using CryptoPay.Genesys.Settings;
using CryptoPay.Payments.Views;

namespace CryptoPay.Genesys.Tests.Settings;

public sealed class StatusWordsTests
{
    private static readonly string[] Shown =
    [
        .. typeof(CaseTable).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(CaseRow))
            .Select(field => ((CaseRow)field.GetValue(null)!).CaseStatus).Distinct(),
    ];

    [Fact]
    public void Every_case_status_has_a_word_of_its_own() => Assert.Equal(
        StatusWords.All, Shown.Select(StatusWords.Of).Order(StringComparer.Ordinal));
}
