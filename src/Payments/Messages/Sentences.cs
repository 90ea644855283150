using System.Collections.Frozen;
using System.Globalization;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Payments.Messages;

/// <summary>
/// The one table of what is said, in each language. Fit to be spoken: no codes, no signs, amounts as people say them.
/// {0} is the amount due, of a refund its own.
/// </summary>
public static class Sentences
{
    public const string DefaultLanguage = "en";

    private static readonly FrozenDictionary<CustomerMessage, (string En, string Es)> Table =
        new Dictionary<CustomerMessage, (string, string)>
        {
            [CustomerMessage.Preparing] = ("Your payment is being prepared.", "Estamos preparando su pago."),
            [CustomerMessage.PreparingLonger] = (
                "Your payment is still being prepared. It takes longer than usual.",
                "Seguimos preparando su pago. Tarda más de lo habitual."),
            [CustomerMessage.ReadyToPay] = ("Your payment of {0} is ready. Please pay it in your wallet now.",
                "Su pago de {0} está listo. Por favor, páguelo ahora en su billetera."),
            [CustomerMessage.NotSeenYet] = ("We have not seen your payment of {0} yet. We keep looking for it.",
                "Todavía no hemos visto su pago de {0}. Seguimos buscándolo."),
            [CustomerMessage.CannotSee] = ("We cannot see at the moment whether your payment has arrived.",
                "En este momento no podemos ver si su pago ha llegado."),
            [CustomerMessage.PartArrivedClosed] = (
                "A part of the payment has arrived, and its link is closed. "
                    + "The remaining {0} can be paid by a new one.",
                "Ha llegado una parte del pago y su enlace está cerrado. Puede pagar {0} que faltan con uno nuevo."),
            [CustomerMessage.PartArrived] = ("A part of the payment has arrived. Please pay the remaining {0}.",
                "Ha llegado una parte del pago. Por favor, pague {0} que faltan."),
            [CustomerMessage.Confirming] = ("Your payment has been seen and is being confirmed.",
                "Hemos visto su pago y se está confirmando."),
            [CustomerMessage.Complete] = ("Your payment is complete. Thank you.", "Su pago está completo. Gracias."),
            [CustomerMessage.CompleteWithExcess] = (
                "Your payment is complete. More was paid than was due; we will look into it.",
                "Su pago está completo. Se pagó más de lo debido; lo vamos a revisar."),
            [CustomerMessage.Expired] = ("The time to pay is over. We can start a new payment.",
                "El tiempo para pagar ha terminado. Podemos iniciar un nuevo pago."),
            [CustomerMessage.ArrivedLate] = ("Your payment arrived after its time was over. We will look into it.",
                "Su pago llegó fuera de tiempo. Lo vamos a revisar."),
            [CustomerMessage.Failed] = ("The payment did not succeed. We can start a new payment.",
                "El pago no se realizó. Podemos iniciar un nuevo pago."),
            [CustomerMessage.TooSmall] = (
                "The amount of {0} is too small to be paid in this coin. Another coin or another way to pay may do.",
                "El importe de {0} es demasiado pequeño para esta moneda. Puede servir otra u otra forma de pago."),
            [CustomerMessage.CoinNotTaken] = (
                "This payment cannot be made in this coin. Another coin or another way to pay may do.",
                "Este pago no se puede hacer en esta moneda. Puede servir otra u otra forma de pago."),
            [CustomerMessage.OutOfInvoices] = (
                "The payment did not succeed, and it cannot be tried again. Another way to pay may do.",
                "El pago no se realizó y no se puede intentar otra vez. Puede servir otra forma de pago."),
            [CustomerMessage.Cancelling] = ("The payment is being cancelled. Please do not pay it any more.",
                "Estamos cancelando el pago. Por favor, ya no lo pague."),
            [CustomerMessage.NothingDue] = ("This payment is closed. Nothing more is due.",
                "Este pago está cerrado. No queda nada por pagar."),
            [CustomerMessage.Cancelled] = ("The payment was cancelled.", "El pago fue cancelado."),
            [CustomerMessage.TimedOut] = ("No payment arrived in time.", "No llegó ningún pago a tiempo."),
            [CustomerMessage.UnderReview] = ("We are looking into your payment and will come back to you.",
                "Estamos revisando su pago y nos comunicaremos con usted."),
            [CustomerMessage.Refunded] = ("Your payment was refunded.", "Su pago fue reembolsado."),
            [CustomerMessage.PartlyRefunded] = ("Your payment is complete, and a part of it was refunded.",
                "Su pago está completo y una parte fue reembolsada."),
            [CustomerMessage.RefundRequested] = ("Your refund of {0} is being prepared.",
                "Estamos preparando su reembolso de {0}."),
            [CustomerMessage.RefundPending] = ("Your refund of {0} is on its way.",
                "Su reembolso de {0} está en camino."),
            [CustomerMessage.RefundToClaim] = (
                "Your refund of {0} is ready. Please open the link that we send you to receive it.",
                "Su reembolso de {0} está listo. Por favor, abra el enlace que le enviamos para recibirlo."),
            [CustomerMessage.RefundCompleted] = ("Your refund of {0} has been paid out.",
                "Su reembolso de {0} ha sido pagado."),
            [CustomerMessage.RefundFailed] = ("The refund did not succeed. We will look into it.",
                "El reembolso no se realizó. Lo vamos a revisar."),
            [CustomerMessage.RefundFailedInPart] = (
                "Only a part of the refund has been paid out. We will look into it.",
                "Solo se ha pagado una parte del reembolso. Lo vamos a revisar."),
        }.ToFrozenDictionary();

    /// <summary>The language of a tag such as "es-MX" where there are sentences in it; otherwise null.</summary>
    public static string? LanguageOf(string tag) => tag.Split('-')[0].Trim().ToLowerInvariant() switch
    {
        "en" => "en",
        "es" => "es",
        _ => null,
    };

    /// <param name="language">As <see cref="LanguageOf"/> gives it.</param>
    public static string Say(this CustomerMessage message, string language, Money due)
    {
        var (en, es) = Table[message];
        return string.Format(CultureInfo.InvariantCulture, language == "es" ? es : en, SpokenAmount.Of(due, language));
    }
}
