using System.Text.Encodings.Web;
using CryptoPay.Payments.Classification;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Logs;

public static class LogComposition
{
    /// <summary>
    /// What is classified leaves this program's lines; of a caller a digest stays. With <c>Logs:Format</c> Json they
    /// are for a machine to read.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var options = LogOptions.In(builder.Configuration);
        // What has no redactor of its own is erased.
        builder.Services.AddRedaction(redaction => redaction.SetHmacRedactor(
            hmac => hmac.Key = options.UsableCallersKey, DataClasses.Caller));
        builder.Logging.EnableRedaction(redaction => redaction.ApplyDiscriminator = false);
        // What it tells at Debug is a caller's own bytes: a target with its query, a header.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information);
        if (!options.IsJson) return;
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            // No page shows them; whoever searches finds what was written.
            json.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }
}
