using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>
/// The API's description and a page to read it: in Development for all, elsewhere for who has a key or is signed in.
/// </summary>
internal static class ApiDocsComposition
{
    private const string Introduction = """
        CryptoPay takes a crypto payment while the customer is on the line. You ask for a payment with one call.
        CryptoPay has a payment processor make an invoice, watches it, and answers every later call with what is true
        then.

        **The key.** Each call needs an API key in the header `X-Api-Key`. You get one from whoever runs this gateway. A
        key has scopes, and each operation says which scope it needs. Where this gateway knows an OAuth 2 issuer, an
        access token in the header `Authorization: Bearer` does as well; an API key may stand there too.

        **The first call** is `POST /v1/payment-intents`, with an order ID of yours, an amount and a currency. Send the
        customer to the `payUrl` of its answer: a page of this gateway that shows how the payment stands, and leads on
        to the processor's own. Then send the same call again, each time after `pollAfterSeconds`: one order has one
        payment, so a repeat is safe. Deliver when `isPaid` is true. Stop asking when `isFinal` is true.

        **An error** is a problem (RFC 9457). Its `errorCode` is one word to branch on, and `errors` says for each field
        what is allowed there.
        """;

    /// <param name="words">What is known of the texts of all answers.</param>
    public static void AddApiDocs(this IServiceCollection services, params IReadOnlyCollection<KnownWords> words)
    {
        // Otherwise the description says of each number that it may be a string.
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        services.AddOpenApi("v1", options => options
            .AddDocumentTransformer((document, context, _) =>
            {
                var gateway = context.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
                document.Info = new OpenApiInfo { Title = "CryptoPay", Version = "v1", Description = Introduction };
                document.Servers = [new OpenApiServer { Url = gateway.PublicBaseUrl }];
                RequireCredential(document);
                return Task.CompletedTask;
            })
            .AddSchemaTransformer((schema, context, _) =>
            {
                if (context.JsonPropertyInfo is { } property)
                    words.SingleOrDefault(known => known.IsOf(property))?.Describe(schema);
                else if (KnownWords.IsProblem(context.JsonTypeInfo.Type))
                    KnownWords.DescribeProblem(schema);
                return Task.CompletedTask;
            }));
    }

    public static void MapApiDocs(this WebApplication app)
    {
        var docs = app.MapGroup("");
        if (app.Environment.IsDevelopment()) docs.AllowAnonymous();
        else ((IEndpointConventionBuilder)docs.RequireAuthorization(OperatorCookie.ReaderPolicy)).Finally(CloseAll);
        docs.MapOpenApi();
        // The page brings its script along. Its fonts, its agent and its telemetry would come from and go to others,
        // and its toolbar leads to them. Where no key is typed in yet, it shows one that is made up.
        docs.MapScalarApiReference("/scalar", page => page
                .WithTitle("CryptoPay API")
                .DisableDefaultFonts()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry()
                .HideDeveloperTools()
                .HideClientButton()
                .WithCustomCss(".scalar-password-input::placeholder { color: transparent !important; }"))
            .WithMetadata(ContentPolicy.OwnPage);
    }

    /// <summary>Also Scalar's script, which by itself is for everybody.</summary>
    private static void CloseAll(EndpointBuilder endpoint)
    {
        foreach (var open in endpoint.Metadata.OfType<IAllowAnonymous>().ToList()) endpoint.Metadata.Remove(open);
    }

    private static void RequireCredential(OpenApiDocument document)
    {
        document.AddComponent(ApiKeyHandler.SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = Credential.KeyHeader,
            Description = "The key of one merchant, or of an operator.",
        });
        document.AddComponent(Credential.BearerScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An access token (JWT) of the issuer that this gateway knows, or an API key.",
        });
        // Either is enough.
        document.Security =
        [
            .. new[] { ApiKeyHandler.SchemeName, Credential.BearerScheme }.Select(scheme =>
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }),
        ];
    }
}
