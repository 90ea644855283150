using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.PaymentIntents;

internal sealed partial class PaymentIntentGrain
{
    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information,
            "Order {Merchant}/{OrderId} at processor account {Account}: {Before} -> {Now}.")]
        public static partial void StatusChanged(
            ILogger logger, string merchant, string orderId, string account,
            PaymentIntentStatus? before, PaymentIntentStatus now);

        [LoggerMessage(1002, LogLevel.Error,
            "Order {Merchant}/{OrderId} at processor account {Account} needs a human: {Reasons}. "
            + "Its history says more.")]
        public static partial void NeedsReview(
            ILogger logger, string merchant, string orderId, string account, string reasons);

        [LoggerMessage(1003, LogLevel.Error,
            "Processor account {Account} shows no readable invoice for order {Merchant}/{OrderId}. "
            + "Its state is kept.")]
        public static partial void NonsenseBegan(ILogger logger, string merchant, string orderId, string account);

        [LoggerMessage(1008, LogLevel.Information, "Order {Merchant}/{OrderId} needs no human any more.")]
        public static partial void ReviewEnded(ILogger logger, string merchant, string orderId);

        [LoggerMessage(1009, LogLevel.Information,
            "Processor account {Account} shows a readable invoice for order {Merchant}/{OrderId} again.")]
        public static partial void NonsenseEnded(ILogger logger, string merchant, string orderId, string account);

        [LoggerMessage(1006, LogLevel.Error,
            "Order {Merchant}/{OrderId} at processor account {Account} has waited for a human to the end. "
            + "It is not read any more.")]
        public static partial void GivenUp(ILogger logger, string merchant, string orderId, string account);

        [LoggerMessage(1007, LogLevel.Information, "Refund {RefundId} of order {Merchant}/{OrderId} is {Progress}.")]
        public static partial void RefundChanged(
            ILogger logger, string refundId, string merchant, string orderId, RefundProgress progress);

        [LoggerMessage(1010, LogLevel.Warning,
            "Order {Merchant}/{OrderId} is asked for with ever new metadata keys. It keeps {Kept}, and no more.")]
        public static partial void MetadataDropped(ILogger logger, string merchant, string orderId, int kept);

        [LoggerMessage(1011, LogLevel.Error,
            "Case sink {Sink} is not told of order {Merchant}/{OrderId} any more: {Reason}. "
            + "The order's sinks say more, and can be resumed.")]
        public static partial void SinkParked(
            ILogger logger, string sink, string merchant, string orderId, string reason);

        [LoggerMessage(1012, LogLevel.Information, "Each case sink of order {Merchant}/{OrderId} is told again.")]
        public static partial void SinksGoOn(ILogger logger, string merchant, string orderId);

        [LoggerMessage(1004, LogLevel.Error, "The state of order {Key} was not written. The next call reads it again.")]
        public static partial void WriteFailed(ILogger logger, Exception failure, string key);

        [LoggerMessage(1005, LogLevel.Error,
            "An effect of order {Key} ended in an error. The next call or the watchdog repeats it.")]
        public static partial void EffectCrashed(ILogger logger, Exception failure, string key);
    }
}
