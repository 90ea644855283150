using System.Text;
using CryptoPay.Hosting.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CryptoPay.Hosting.Tests.Start;

public sealed class KeptSettingsTests
{
    private readonly SettingsFile file = new() { Text = """{ "ApiKeys": { "me": { "Merchant": "north" } } }""" };
    private readonly ConfigurationManager configuration = new();

    public KeptSettingsTests()
    {
        configuration.Sources.Add(new JsonConfigurationSource
        {
            FileProvider = file,
            Path = "settings.json",
            ReloadOnChange = true,
            ReloadDelay = 0,
        });
        configuration.KeepSettings();
    }

    [Fact]
    public void A_file_that_cannot_be_read_any_more_takes_nothing_away()
    {
        Assert.ThrowsAny<Exception>(() => file.Write("""{ "ApiKeys": { half"""));
        Assert.Equal("north", configuration["ApiKeys:me:Merchant"]);

        Assert.Throws<InvalidDataException>(((IConfigurationRoot)configuration).Reload);
        Assert.Equal("north", configuration["ApiKeys:me:Merchant"]);
    }

    [Fact]
    public void What_it_says_once_it_is_mended_counts()
    {
        Assert.ThrowsAny<Exception>(() => file.Write("{ half"));
        file.Write("""{ "ApiKeys": { "me": { "Merchant": "south" } } }""");

        Assert.Equal("south", configuration["ApiKeys:me:Merchant"]);
    }

    [Fact]
    public void One_that_was_never_read_stops_the_start()
    {
        var broken = new ConfigurationManager();
        broken.Sources.Add(new JsonConfigurationSource { FileProvider = file, Path = "settings.json" });
        file.Text = "{ half";

        Assert.Throws<InvalidDataException>(broken.KeepSettings);
    }

    /// <summary>One file in memory, whose watchers run before <see cref="Write"/> returns.</summary>
    private sealed class SettingsFile : IFileProvider, IFileInfo
    {
        private CancellationTokenSource change = new();

        public string Text { get; set; } = "";

        public bool Exists => true;

        public long Length => Encoding.UTF8.GetByteCount(Text);

        public string? PhysicalPath => null;

        public string Name => "settings.json";

        public DateTimeOffset LastModified => default;

        public bool IsDirectory => false;

        public void Write(string text)
        {
            Text = text;
            var before = change;
            change = new CancellationTokenSource();
            before.Cancel();
        }

        public Stream CreateReadStream() => new MemoryStream(Encoding.UTF8.GetBytes(Text));

        public IFileInfo GetFileInfo(string subpath) => this;

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IChangeToken Watch(string filter) => new CancellationChangeToken(change.Token);
    }
}
