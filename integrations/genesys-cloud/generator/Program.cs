using System.Text.RegularExpressions;
using CryptoPay.GenesysKit;

// Writes the files that a Genesys administrator imports.
var (url, folder) = ("https://payments.example.com", Path.Combine("integrations", "genesys-cloud", "exports"));
for (var i = 0; i < args.Length; i += 2)
{
    switch (args[i..])
    {
        // No sign that a template would take for its own.
        case ["--url", var given, ..] when Regex.IsMatch(given, @"\Ahttps://[A-Za-z0-9][A-Za-z0-9.:/_-]*\z"):
            url = given.TrimEnd('/');
            break;
        case ["--out", { Length: > 0 } given, ..]:
            folder = given;
            break;
        default:
            Console.Error.WriteLine($"usage: GenesysKit [--url {url}] [--out {folder}]");
            Console.Error.WriteLine("--url is the gateway's address: https, and nothing behind a host, port and path.");
            return 2;
    }
}

foreach (var export in Export.All(url))
{
    var file = Path.Combine(folder, export.Path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, export.Text);
    Console.WriteLine(file);
}

return 0;
