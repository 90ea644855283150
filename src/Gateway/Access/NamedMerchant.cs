using System.Diagnostics.CodeAnalysis;
using CryptoPay.Gateway.Answers;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Whose orders a call is about: the caller's merchant, or for one who reaches all the one that <c>?merchant=</c>
/// names.
/// </summary>
internal static class NamedMerchant
{
    public const string Parameter = "merchant";

    /// <param name="merchant">"" where the caller reaches all and the call names none.</param>
    public static bool TryFind(
        HttpContext http, out string merchant, [NotNullWhen(false)] out IResult? problem)
    {
        var named = http.Request.Query[Parameter];
        merchant = named.ToString() is { Length: > 0 } text ? text : http.User.OwnMerchant();
        var isReached = named.Count <= 1
            && (merchant == http.User.OwnMerchant() || (http.User.ReachesAll() && IdForms.IsMerchant(merchant)));
        problem = isReached ? null : Refuse(http.User.ReachesAll() ? IdForms.MerchantRule : OwnRule);
        return isReached;
    }

    /// <summary>As <see cref="TryFind"/>, where the call must be about one merchant.</summary>
    public static bool TryFindOne(
        HttpContext http, out string merchant, [NotNullWhen(false)] out IResult? problem)
    {
        if (TryFind(http, out merchant, out problem) && merchant == "")
            problem = Refuse($"required of a caller that reaches all: {IdForms.MerchantRule}");

        return problem is null;
    }

    private const string OwnRule = "the merchant of the caller, or nothing";

    private static IResult Refuse(string says) =>
        Problems.OfFields(new Dictionary<string, string[]> { [Parameter] = [says] });
}
