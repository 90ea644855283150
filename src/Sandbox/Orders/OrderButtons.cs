using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Orders;

/// <summary>The controls as buttons below a checkout page; each posts to its own name under the page's path.</summary>
internal static class OrderButtons
{
    public static Html Form(string path, bool isDue)
    {
        return Html.Of(
            $"""
            <section class="sandbox" aria-labelledby="sandbox">
              <h2 id="sandbox">Sandbox</h2>
              <p class="quiet">You are the customer and the chain: make something happen.</p>
              <form class="controls" method="post">
                {Button("pay-in-full", "Pay in full", isDue, "main")}
                {Button("pay-half", "Pay half", true)}
                {Button("pay-too-much", "Pay too much", true)}
                {Button("confirm", "Confirm", true)}
                {Button("double-spend", "Double-spend", true)}
                {Button("expire", "Expire", true)}
              </form>
            </section>
            """);

        Html Button(string control, string label, bool isEnabled, string tone = "")
        {
            var disabled = isEnabled ? "" : " disabled";
            return Html.Of($"""<button class="{tone}" formaction="{path}/{control}"{disabled}>{label}</button>""");
        }
    }

    /// <summary>What a button does; null for a name that none has.</summary>
    /// <param name="due">In the invoice's currency, above 0; where nothing is due, any sum to play with.</param>
    public static OrderControl? Find(string name, decimal due) => name switch
    {
        "pay-in-full" => new OrderControl.Pay(null),
        "pay-half" => new OrderControl.Pay(due / 2),
        "pay-too-much" => new OrderControl.Pay(due * 1.5m),
        "confirm" => new OrderControl.Confirm(1),
        "double-spend" => new OrderControl.DoubleSpend(),
        "expire" => new OrderControl.Expire(),
        _ => null,
    };
}
