using System.Text.Json.Nodes;
using CryptoPay.Gateway.ApiDocs;

namespace CryptoPay.Gateway.Customers;

/// <summary>What OpenAPI says of customers.</summary>
internal static class CustomerDocs
{
    private static JsonObject Example => new() { ["customerRef"] = "C-20417" };

    public static IEnumerable<KnownWords> Words =>
    [
        new(typeof(ErasureCertificate), nameof(ErasureCertificate.Status), ErasureCertificate.Statuses),
    ];

    public static void DescribeErasure(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Erases what is personal of a customer's orders.")
        .WithDescription(
            "Destroys the keys of their values, in every backup too. Orders that are watched, refunded or under review "
            + "are erased when that ends. The same call again tells how far it is.")
        .Takes(_ => CustomerBody.Fields, Example)
        .Produces<ErasureCertificate>();

    public static void DescribeExport(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("All that is kept of a customer.")
        .Takes(_ => CustomerBody.Fields, Example)
        .Produces<CustomerExport>();
}
