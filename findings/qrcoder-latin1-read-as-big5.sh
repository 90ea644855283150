#!/usr/bin/env bash
# A payment URI with a Spanish or Portuguese label comes out of a QR code by QRCoder as Chinese, where the reader is zbar.
#
# Seen with QRCoder 1.8.1 on .NET 10 and zbarimg 0.23.92 (Debian's zbar-tools), on Linux x64.
#
# When, exactly: a text that Latin-1 can hold is written as Latin-1 bytes, and without an ECI, the mark that names the
# character set. zbar guesses then. An accented letter that two plain letters follow, as in "Señor", is also a valid pair
# of bytes in Big5, and that guess wins; a "£" before a digit becomes a half-width bracket of Shift-JIS. At the end of a
# text or between others there is no such pair: "José" and "Ñandú" are right, so that a test with one of them passes.
# With forceUtf8 and the ECI of UTF-8 all are read as they were written.
#
# Why it matters: labels and messages of payment URIs (BIP 21) are what the payer reads before paying. Way out: ask for
# UTF-8 with its ECI for all that is not ASCII.
#
# Output:
#
#| José: default "bitcoin:x?label=José", UTF-8 with ECI "bitcoin:x?label=José"
#| Señor Pérez: default "bitcoin:x?label=Se隳r P廨ez", UTF-8 with ECI "bitcoin:x?label=Señor Pérez"
#| São Paulo: default "bitcoin:x?label=S緌 Paulo", UTF-8 with ECI "bitcoin:x?label=São Paulo"
#| £5: default "bitcoin:x?label=｣5", UTF-8 with ECI "bitcoin:x?label=£5"
set -euo pipefail
command -v zbarimg >/dev/null || { echo "zbarimg is missing (Debian package zbar-tools)"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8

cat > "$work/App.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="QRCoder" Version="1.8.1" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using QRCoder;

foreach (var label in args[1..])
{
    var uri = $"bitcoin:x?label={label}";
    Write($"{label}-default", QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M));
    Write($"{label}-eci", QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M,
        forceUtf8: true, eciMode: QRCodeGenerator.EciMode.Utf8));
}

void Write(string name, QRCodeData code) =>
    File.WriteAllBytes(Path.Combine(args[0], $"{name}.png"), new PngByteQRCode(code).GetGraphic(8));
CS
labels=("José" "Señor Pérez" "São Paulo" "£5")
dotnet run --project "$work" -- "$work" "${labels[@]}" >/dev/null

read_code() { zbarimg --quiet --raw "$work/$1.png" 2>/dev/null; }
for label in "${labels[@]}"; do
  echo "$label: default \"$(read_code "$label-default")\", UTF-8 with ECI \"$(read_code "$label-eci")\""
done | tee "$work/seen"
sed -n 's/^#| //p' "$0" | diff - "$work/seen" && echo "As described."
