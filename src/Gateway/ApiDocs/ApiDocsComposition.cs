using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>The API's description and a page to read it, open to all: both say no more than the README.</summary>
internal static class ApiDocsComposition
{
    public static void AddApiDocs(this IServiceCollection services)
    {
        // Otherwise the description says of each number that it may be a string.
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, context, _) =>
        {
            var gateway = context.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
            document.Info = new OpenApiInfo { Title = "CryptoPay", Version = "v1" };
            document.Servers = [new OpenApiServer { Url = gateway.PublicBaseUrl }];
            RequireApiKey(document);
            return Task.CompletedTask;
        }));
    }

    public static void MapApiDocs(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().AllowAnonymous();
        // The page brings its script along. Its fonts, its agent and its telemetry would come from and go to others.
        app.MapScalarApiReference("/scalar", page => page
                .WithTitle("CryptoPay API")
                .DisableDefaultFonts()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry())
            .AllowAnonymous()
            .WithMetadata(ContentPolicy.OwnPage);
    }

    private static void RequireApiKey(OpenApiDocument document)
    {
        document.AddComponent(ApiKeyHandler.SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyHandler.Header,
            Description = "The key of one merchant, or of an operator.",
        });
        var scheme = new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, document);
        document.Security = [new OpenApiSecurityRequirement { [scheme] = [] }];
    }
}
