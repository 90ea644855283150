using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Reviews;
using CryptoPay.Gateway.Statements;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Statements;
using CryptoPay.Payments.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the tables of codes against the constants, which stand in classes that are called Codes.</summary>
public partial class CodesTests
{
    private const string ClassEnd = "Codes";

    /// <summary>The pages of processors are called as people write their names.</summary>
    private static readonly string[] Kinds =
        [.. Directory.GetFiles(Path.Combine(Pages.Root, "docs", "processors")).Select(Path.GetFileName).Order()!];

    private static IEnumerable<string> AnswerCodes =>
    [
        .. Codes[typeof(ProblemCodes)], .. Codes[typeof(ErrorCodes)], .. Codes[typeof(RefusalCodes)],
        .. Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None).Select(CodeOf),
    ];

    private const string GenesysPage = "genesys.md";

    private static readonly ILookup<Type, string> Codes = (
        from product in Product.Assemblies
        from type in product.GetTypes()
        where type.Name.EndsWith(ClassEnd, StringComparison.Ordinal) && type is { IsAbstract: true, IsSealed: true }
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.IsLiteral
        select (type, code: (string)field.GetRawConstantValue()!)).ToLookup(each => each.type, each => each.code);

    [Fact]
    public void Every_code_that_a_call_to_a_processor_can_end_in_has_its_row_with_what_to_do()
    {
        var calls = Codes.Where(codes => codes.Key != typeof(ProblemCodes) && codes.Key != typeof(ErrorCodes)).ToList();
        Assert.Contains(typeof(RefusalCodes), calls.Select(codes => codes.Key));

        Assert.All(calls, codes => Assert.Equal(codes.Order(), codes.Intersect(Told(PageOf(codes.Key))).Order()));
    }

    [Fact]
    public void Every_row_is_of_a_code_that_there_is()
    {
        string[] pages = ["operations.md", GenesysPage, .. Kinds.Select(page => $"processors/{page}")];

        Assert.All(pages, page => Assert.Equal([],
            Told(page).Except(Codes.Where(codes => PageOf(codes.Key) == page).SelectMany(codes => codes))));
    }

    [Fact]
    public void The_API_page_and_description_have_every_code_of_an_answer_and_of_a_problem() => Assert.All(
        AnswerCodes,
        code =>
        {
            Assert.Contains($"`{code}`", Pages.Text("api.md"));
            Assert.Contains($"\"{code}\"", Pages.Text("openapi.json"));
        });

    [Fact]
    public void The_API_page_names_no_code_that_no_answer_has()
    {
        var inRows = Pages.Rows("api.md").Where(cells => cells.Length == 3 && char.IsAsciiDigit(cells[0][0]))
            .SelectMany(cells => Word.Matches(cells[1])).Select(word => word.Groups[1].Value).ToList();
        Assert.Contains(ProblemCodes.Unavailable, inRows);
        Assert.Equal([], inRows.Except(AnswerCodes));

        // Elsewhere a word with an underscore looks like one.
        string[] others =
        [
            "client_id", ReviewBody.NothingOwed, .. CaseTable.Rows.Select(row => row.ActionRequired),
            .. Enum.GetValues<StatementKind>().Select(kind => StatementWords.Of(kind).Json),
        ];
        Assert.Equal([], Word.Matches(Pages.Text("api.md")).Select(word => word.Groups[1].Value)
            .Where(word => word.Contains('_')).Except(Codes.SelectMany(codes => codes)).Except(AnswerCodes)
            .Except(others));
    }

    [Fact]
    public void A_refusal_is_told_by_its_own_name() => Assert.All(
        Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None),
        refusal => Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString()), CodeOf(refusal)));

    [Fact]
    public void Every_reason_of_a_review_has_its_row_with_what_to_do()
    {
        var reasons = typeof(ReviewReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(reasons.Order(), Told("operations.md", "| Reason |").Order());
    }

    [Fact]
    public void No_code_is_written_where_it_is_given() => Assert.Equal([],
        from file in Product.Sources
        from Match given in Given.Matches(File.ReadAllText(file))
        where !file.Contains("Sandbox") && !file.EndsWith($"{nameof(RefusalProblems)}.cs", StringComparison.Ordinal)
        select $"{Path.GetRelativePath(Pages.Root, file)}: {given.Value}");

    private static string CodeOf(Refusal refusal) => refusal.ToProblem() is NotNow later
        ? later.ErrorCode
        : (string)Assert.IsType<ProblemHttpResult>(refusal.ToProblem()).ProblemDetails.Extensions[Problems.ErrorCode]!;

    /// <summary>What stands first in the rows of the tables that say what it means and what to do.</summary>
    private static IEnumerable<string> Told(string page, string head = "| Code |") =>
        Pages.Text(page).Split($"\n{head}").Skip(1)
        .SelectMany(table => table.Split('\n').Skip(2)
            .TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal)))
        .Select(line => line.Trim('|').Split(" | ", StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 3 && cells.All(cell => cell != ""))
        .SelectMany(cells => cells[0].Split(", "))
        .Select(cell => cell.Trim('`').TrimEnd('…'));

    private static string PageOf(Type codes) =>
        Kinds.SingleOrDefault(page => ClassOf(page).Equals(codes.Name, StringComparison.OrdinalIgnoreCase)) is { } own
            ? $"processors/{own}"
            : codes.Name.Equals(ClassOf(GenesysPage), StringComparison.OrdinalIgnoreCase) ? GenesysPage
            : "operations.md";

    private static string ClassOf(string page) =>
        $"{Path.GetFileNameWithoutExtension(page).Replace("-", "")}{ClassEnd}";

    [GeneratedRegex("`([a-z]+(?:_[a-z]+)*)`")]
    private static partial Regex Word { get; }

    [GeneratedRegex(
        """(?:Refused|Unavailable|HttpFault|NotNow)\(\s*"[a-z]|new\("[a-z_-]+", MayPass"""
        + """|Problems\.Of[^;]*?"[a-z_]+"\s*[,)]""")]
    private static partial Regex Given { get; }
}
