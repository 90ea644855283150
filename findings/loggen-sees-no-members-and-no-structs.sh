#!/usr/bin/env bash
# The generator of Microsoft.Extensions.Telemetry.Abstractions looks at the type of a message's parameter for classified
# members, and at nothing else: a classified member that is handed over as a plain string is no error, and neither is a
# record struct.
#
# Seen with Microsoft.Extensions.Telemetry.Abstractions 10.11.0 on .NET 10, on Linux x64.
#
# Why: LOGGEN035 is said of a parameter whose type is a record class with a classified member, as its text holds that
# member. Of a record struct it is not said, though its text does too. And an attribute is of the member: a string that was
# read from it has none.
#
# Why it matters: who classifies a member and makes warnings errors expects that no message takes it unredacted. A good
# guess is that the compiler says so, or that redaction takes it out. Both lines compile, and the value stands in the log.
# Only what the parameter itself classifies is redacted.
#
# Output; what the compiler says of each, and what the log then holds:
#
#| a record class with a classified member: LOGGEN035
#| a record struct with a classified member: nothing
#| the classified member as a string: nothing
#| a string that the parameter classifies: nothing
#| logged of the record struct: Pin { Value = canary }
#| logged of the member: canary
#| logged of the classified parameter: ***
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir "$work/Shared" "$work/App"

cat > "$work/Shared/Shared.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Compliance.Abstractions" Version="10.11.0" />
  </ItemGroup>
</Project>
XML
cat > "$work/Shared/Types.cs" <<'CS'
using Microsoft.Extensions.Compliance.Classification;

public sealed class SecretAttribute() : DataClassificationAttribute(new DataClassification("Ours", "Secret"));

public sealed record Card([property: Secret] string Number);

public readonly record struct Pin([property: Secret] string Value);
CS

cat > "$work/App/App.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Compliance.Redaction" Version="10.11.0" />
    <PackageReference Include="Microsoft.Extensions.Logging.Console" Version="10.0.12" />
    <PackageReference Include="Microsoft.Extensions.Telemetry" Version="10.11.0" />
    <ProjectReference Include="../Shared/Shared.csproj" />
  </ItemGroup>
</Project>
XML
cat > "$work/App/Program.cs" <<'CS'
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using var services = new ServiceCollection()
    .AddRedaction(redaction => redaction.SetRedactor<Stars>(new DataClassificationSet(new DataClassification("Ours", "Secret"))))
    .AddLogging(logging => logging.EnableRedaction(redaction => redaction.ApplyDiscriminator = false)
        .AddProvider(new Lines()))
    .BuildServiceProvider();
var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("App");
#if CLASS
Log.Say(logger, new Card("canary"));
#elif STRUCT
Log.Say(logger, new Pin("canary"));
#else
Log.Say(logger, new Card("canary").Number);
#endif

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Value}")]
#if CLASS
    public static partial void Say(ILogger logger, Card value);
#elif STRUCT
    public static partial void Say(ILogger logger, Pin value);
#elif MEMBER
    public static partial void Say(ILogger logger, string value);
#else
    public static partial void Say(ILogger logger, [Secret] string value);
#endif
}

internal sealed class Stars : Redactor
{
    public override int GetRedactedLength(ReadOnlySpan<char> input) => 3;

    public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
    {
        "***".CopyTo(destination);
        return 3;
    }
}

internal sealed class Lines : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Console.WriteLine(formatter(state, exception));

    public void Dispose() { }
}
CS

# build NAME: no build server stays behind.
build() {
  dotnet build "$work/App" -v quiet -nodeReuse:false -p:UseSharedCompilation=false -p:DefineConstants="$1"
}
# said NAME: what the compiler says.
said() {
  { build "$1" 2>&1 || true; } | { grep -o 'LOGGEN[0-9]*' || echo nothing; } | sort -u
}
# logged NAME: what is written.
logged() { build "$1" >/dev/null && dotnet "$work/App/bin/Debug/net10.0/App.dll"; }

{
  echo "a record class with a classified member: $(said CLASS)"
  echo "a record struct with a classified member: $(said STRUCT)"
  echo "the classified member as a string: $(said MEMBER)"
  echo "a string that the parameter classifies: $(said PARAMETER)"
  echo "logged of the record struct: $(logged STRUCT)"
  echo "logged of the member: $(logged MEMBER)"
  echo "logged of the classified parameter: $(logged PARAMETER)"
} > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
