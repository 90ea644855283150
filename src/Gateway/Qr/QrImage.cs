using System.Text;
using QRCoder;
using QRCoder.Exceptions;

namespace CryptoPay.Gateway.Qr;

internal static class QrImage
{
    private const int PixelsPerModule = 8;

    /// <summary>The first of them that a QR code holds; null where none does.</summary>
    public static byte[]? Png(IEnumerable<string> contents) =>
        contents.Select(Png).FirstOrDefault(image => image is not null);

    /// <summary>
    /// Exactly this text, quiet zone included; readable with up to 15 % of it covered (level M), or up to 7 % where it
    /// is too long for that (level L).
    /// </summary>
    /// <returns>Null where no QR code holds it: beyond 2953 bytes.</returns>
    public static byte[]? Png(string content) =>
        Png(content, QRCodeGenerator.ECCLevel.M) ?? Png(content, QRCodeGenerator.ECCLevel.L);

    private static byte[]? Png(string content, QRCodeGenerator.ECCLevel level)
    {
        // A reader takes bytes for Latin-1 or guesses, unless it is told that they are UTF-8. For ASCII all are one.
        var isAscii = Ascii.IsValid(content);
        try
        {
            using var code = QRCodeGenerator.GenerateQrCode(
                content, level, forceUtf8: !isAscii,
                eciMode: isAscii ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8);
            return new PngByteQRCode(code).GetGraphic(PixelsPerModule);
        }
        catch (DataTooLongException)
        {
            return null;
        }
    }
}
