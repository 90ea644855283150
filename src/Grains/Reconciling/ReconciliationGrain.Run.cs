using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Reconciling;

/// <summary>A run: slice after slice, each compared as a whole, its doubts examined, and written.</summary>
internal sealed partial class ReconciliationGrain
{
    /// <summary>What was repaired is found by nobody a second time, so it is written every now and then.</summary>
    private const int ExaminedBeforeWrite = 100;

    /// <summary>What stops it each time stops it for good some time.</summary>
    private const int ResumesMax = 20;

    private async Task Resume(ReconciliationReport left)
    {
        Log.Resumed(logger, left.Account, left.ComparedUntil);
        var report = left with { ResumeCount = left.ResumeCount + 1 };
        if (report.ResumeCount <= ResumesMax) await WriteRun(report);
        else await End(report, ReconciliationCodes.TooManyResumes);
    }

    private async Task Run(AccountCalls calls, CancellationToken cancellation)
    {
        try
        {
            // The caller is answered first.
            await Task.Yield();
            while (UnderWay is { } report)
            {
                if (report.ComparedUntil >= report.To) await End(report, "");
                else await Compare(calls, report, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The next beat goes on with it, here or elsewhere.
        }
        catch (Exception failure)
        {
            Log.Interrupted(logger, failure, Account);
        }
    }

    private async Task Compare(AccountCalls calls, ReconciliationReport report, CancellationToken cancellation)
    {
        var end = report.ComparedUntil + Slice.Length;
        var window = new ListingWindow(report.ComparedUntil, end < report.To ? end : report.To);
        var slice = await Slice.Of(window, Committed.Carried, calls, orders, IsOurs, cancellation);
        var findings = new Findings(report);
        var examination = new Examination(calls, orders, GrainFactory, report.StartedBy);
        foreach (var (number, suspect) in slice.Suspects.Index())
        {
            foreach (var difference in await examination.Of(suspect, cancellation)) findings.Add(difference);
            if ((number + 1) % ExaminedBeforeWrite == 0) await WriteRun(findings.In(report));
        }

        report = findings.In(report) with
        {
            InvoiceCount = report.InvoiceCount + slice.Theirs.Invoices.Count,
            OrderCount = report.OrderCount + slice.OrderCount,
            StrangerCount = report.StrangerCount + slice.Theirs.StrangerCount,
        };
        if (!slice.Theirs.IsWhole)
        {
            await End(report, slice.Theirs.ErrorCode);
            return;
        }

        report = report with { ComparedUntil = window.To };
        await Write(Committed with { Carried = slice.Carried, Reports = WithFirst(report) });
    }

    private async Task End(ReconciliationReport report, string errorCode)
    {
        var ended = report with { EndedAt = context.Now, ErrorCode = errorCode };
        await Write(Committed with { Carried = [], Reports = WithFirst(ended) });
        if (ended.IsFinished)
            Log.Finished(logger, Account, ended.InvoiceCount, ended.StandingCount, ended.RepairedCount);
        else
            Log.Unfinished(logger, Account, ended.ComparedUntil, errorCode);
        if (ended.StandingCount > 0) Log.Differs(logger, Account, ended.StandingCount);
        else if (ended.IsFinished) Log.Agrees(logger, Account);
    }

    /// <summary>
    /// Metadata of an invoice may name any order: only that of a merchant whom this account serves is looked up.
    /// </summary>
    private bool IsOurs(OrderKey order) => accounts.Serves(Account, order.Merchant) && order.HasForm;

    private Task WriteRun(ReconciliationReport report) => Write(Committed with { Reports = WithFirst(report) });

    private ImmutableArray<ReconciliationReport> WithFirst(ReconciliationReport report) =>
        Committed.Reports.SetItem(0, report);

    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Error,
            "Processor account {Account} and we do not agree on {Count} invoices, and reading them did not change "
            + "that. GET /v1/reconciliations lists them.")]
        public static partial void Differs(ILogger logger, string account, int count);

        [LoggerMessage(2021, LogLevel.Information, "Processor account {Account} and we agree on all invoices.")]
        public static partial void Agrees(ILogger logger, string account);

        [LoggerMessage(2022, LogLevel.Warning,
            "Processor account {Account} was compared with us up to {Until:u} only: {Code}.")]
        public static partial void Unfinished(ILogger logger, string account, DateTimeOffset until, string code);

        [LoggerMessage(2023, LogLevel.Warning,
            "The comparison of processor account {Account} was interrupted. It goes on within a minute.")]
        public static partial void Interrupted(ILogger logger, Exception failure, string account);

        [LoggerMessage(2024, LogLevel.Information,
            "The comparison of processor account {Account} goes on from {Until:u}.")]
        public static partial void Resumed(ILogger logger, string account, DateTimeOffset until);

        [LoggerMessage(2025, LogLevel.Information,
            "Processor account {Account} was compared with us: {Invoices} invoices, {Standing} differences, and "
            + "{Repaired} that reading has repaired.")]
        public static partial void Finished(ILogger logger, string account, int invoices, int standing, int repaired);
    }
}
