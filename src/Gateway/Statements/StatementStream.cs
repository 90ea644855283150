using System.Net.Mime;
using CryptoPay.Gateway.Answers;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Statements;
using Microsoft.Net.Http.Headers;

namespace CryptoPay.Gateway.Statements;

/// <summary>
/// Writes a statement while it is read, page by page, and holds one page. Where a page cannot be had the connection is
/// broken, so that nobody takes what came for all of it.
/// </summary>
/// <param name="first">Read before the answer began, so that what keeps us from it is an error as any other.</param>
/// <param name="next">Reads the page behind a cursor.</param>
/// <param name="isOver">The month was, before the first page was read.</param>
internal sealed partial class StatementStream(
    string merchant, StatementMonth month, bool isCsv, bool isOver, StatementPage first,
    Func<string, Task<StatementPage>> next) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var (response, body) = (http.Response, http.Response.BodyWriter);
        using StatementForm form = isCsv ? new CsvStatement(body, month.Zone) : new JsonStatement(body, month.Zone);
        response.ContentType = form.ContentType;
        response.Headers.Vary = HeaderNames.Accept;
        if (isCsv)
        {
            response.Headers.ContentDisposition =
                new ContentDisposition { FileName = $"statement-{merchant}-{month.Name}.csv" }.ToString();
        }

        try
        {
            await Write(form, http);
        }
        catch (Exception exception) when (ClusterFault.Is(exception) || http.RequestAborted.IsCancellationRequested)
        {
            var logger = http.RequestServices.GetRequiredService<ILogger<StatementStream>>();
            if (!http.RequestAborted.IsCancellationRequested) Log.BrokenOff(logger, exception.GetType().Name);
            http.Abort();
        }
    }

    private async Task Write(StatementForm form, HttpContext http)
    {
        var (sums, isComplete) = (new StatementSums(), isOver);
        form.Begin(merchant, month);
        for (var page = first; ; page = await next(page.NextCursor))
        {
            foreach (var order in page.Orders)
            {
                isComplete &= !order.IsUnreadable;
                if (order.IsUnreadable) form.WriteUnreadable(order.OrderId);
                foreach (var line in order.Lines)
                {
                    sums.Add(line);
                    form.Write(line);
                }
            }

            if (page.NextCursor == "") break;
            form.Flush();
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }

        form.End(sums, isOver, isComplete);
        form.Flush();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(5013, LogLevel.Warning,
            "A statement was broken off, as the rest of it could not be read: {Fault}")]
        public static partial void BrokenOff(ILogger logger, string fault);
    }
}
