using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Access;

namespace CryptoPay.Gateway.Commands;

/// <summary>
/// <c>CryptoPay.Gateway audit accesses</c>: who was shown payments, oldest first, one JSON object a line.
/// </summary>
internal sealed class AuditCommand(TextWriter output, OnStorage onStorage)
{
    private const int PageRows = 1000;

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Command Command => new("audit", "Reads who was shown payments.") { Accesses() };

    private Command Accesses()
    {
        var from = Time("--from", "From this time on.");
        var to = Time("--to", "Before this time.");
        var merchant = Text("--merchant", "Of this merchant's payments.", IdForms.IsMerchant, IdForms.MerchantRule);
        var order = Text("--order", "Of this order.", IdForms.IsOrderId, IdForms.OrderIdRule);
        var who = Text("--who", "By this one, as the log names it.", text => text != "", "a name, such as operator:ann");
        return new Command("accesses", "Prints each access that showed payments, oldest first.")
        {
            from, to, merchant, order, who,
        }.On(onStorage, async (words, storage, _) =>
        {
            await Print(storage.GetRequiredService<IAccessLog>(), new AccessFilter(
                words.GetValue(from), words.GetValue(to), words.GetValue(merchant), words.GetValue(order),
                words.GetValue(who)));
            return 0;
        });
    }

    private async Task Print(IAccessLog log, AccessFilter filter)
    {
        for (AccessRow? last = null; ;)
        {
            var rows = await log.Read(filter, last, PageRows, CancellationToken.None);
            foreach (var row in rows) await output.WriteLineAsync(LineOf(row));
            if (rows.Length < PageRows) return;
            last = rows[^1];
        }
    }

    private static string LineOf(AccessRow row) => JsonSerializer.Serialize(
        new
        {
            At = row.Access.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            row.Access.Who,
            row.Access.What,
            row.Access.Merchant,
            row.Access.OrderId,
            row.Access.Address,
        },
        Plain);

    private static Option<string?> Text(string name, string says, Func<string, bool> isGood, string rule) => new(name)
    {
        Description = says,
        CustomParser = KeyWords.Reading(text => text, isGood, rule),
    };

    private static Option<DateTimeOffset?> Time(string name, string says) => new(name)
    {
        Description = $"{says} Is {UtcTime.Rule}.",
        CustomParser = KeyWords.Reading(UtcTime.In, at => at is not null, UtcTime.Rule),
    };
}
